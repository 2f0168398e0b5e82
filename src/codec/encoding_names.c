/* Encoding names: the table of labels (WHATWG, Encoding, "Names and labels"), and code pages that old files come in.
 * In: a label. Out: an encoding, whose names outlive everything. */
#include "codec/encoding_names.h"

#include <string.h>

#include "base/ascii.h"

enum { LONGEST_LABEL = 32 };

/* Labels are in lower case, each with a space before and behind it. */
static const struct {
  slant_encoding encoding;
  const char *labels;
} table[] = {
    {{"utf-8", "UTF-8", SLANT_ENCODING_UTF8, 1}, " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 "},
    {{"utf-16le", "UTF-16LE", SLANT_ENCODING_WIDE, 2},
     " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le utf16 utf16le "},
    {{"utf-16be", "UTF-16BE", SLANT_ENCODING_WIDE, 2}, " unicodefffe utf-16be utf16be "},
    {{"utf-32le", "UTF-32LE", SLANT_ENCODING_WIDE, 4}, " utf-32 utf-32le utf32 utf32le ucs-4 ucs-4le "},
    {{"utf-32be", "UTF-32BE", SLANT_ENCODING_WIDE, 4}, " utf-32be utf32be ucs-4be "},
    {{"windows-1252", "CP1252", SLANT_ENCODING_LATIN, 1},
     " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
     "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 ansi "},
    {{"windows-1250", "CP1250", SLANT_ENCODING_LATIN, 1}, " cp1250 windows-1250 x-cp1250 "},
    {{"windows-1254", "CP1254", SLANT_ENCODING_LATIN, 1},
     " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
     "windows-1254 x-cp1254 "},
    {{"windows-1257", "CP1257", SLANT_ENCODING_LATIN, 1}, " cp1257 windows-1257 x-cp1257 "},
    {{"windows-1258", "CP1258", SLANT_ENCODING_LATIN, 1}, " cp1258 windows-1258 x-cp1258 "},
    {{"iso-8859-2", "ISO-8859-2", SLANT_ENCODING_LATIN, 1},
     " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 "},
    {{"iso-8859-3", "ISO-8859-3", SLANT_ENCODING_LATIN, 1},
     " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    {{"iso-8859-4", "ISO-8859-4", SLANT_ENCODING_LATIN, 1},
     " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    {{"iso-8859-10", "ISO-8859-10", SLANT_ENCODING_LATIN, 1},
     " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {{"iso-8859-13", "ISO-8859-13", SLANT_ENCODING_LATIN, 1}, " iso-8859-13 iso8859-13 iso885913 "},
    {{"iso-8859-14", "ISO-8859-14", SLANT_ENCODING_LATIN, 1}, " iso-8859-14 iso8859-14 iso885914 "},
    {{"iso-8859-15", "ISO-8859-15", SLANT_ENCODING_LATIN, 1},
     " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 "},
    {{"iso-8859-16", "ISO-8859-16", SLANT_ENCODING_LATIN, 1}, " iso-8859-16 "},
    {{"macintosh", "MACINTOSH", SLANT_ENCODING_LATIN, 1}, " csmacintosh mac macintosh x-mac-roman macroman "},
    {{"x-mac-ce", "MAC-CENTRALEUROPE", SLANT_ENCODING_LATIN, 1}, " x-mac-ce maccentraleurope mac-centraleurope "},
    {{"ibm437", "CP437", SLANT_ENCODING_LATIN, 1}, " cp437 ibm437 "},
    {{"ibm850", "CP850", SLANT_ENCODING_LATIN, 1}, " cp850 ibm850 "},
    {{"ibm852", "CP852", SLANT_ENCODING_LATIN, 1}, " cp852 ibm852 "},
    {{"ibm858", "CP858", SLANT_ENCODING_LATIN, 1}, " cp858 ibm858 "},
    {{"windows-1251", "CP1251", SLANT_ENCODING_OTHER, 1}, " cp1251 windows-1251 x-cp1251 "},
    {{"windows-1253", "CP1253", SLANT_ENCODING_OTHER, 1}, " cp1253 windows-1253 x-cp1253 "},
    {{"windows-1255", "CP1255", SLANT_ENCODING_OTHER, 1}, " cp1255 windows-1255 x-cp1255 "},
    {{"windows-1256", "CP1256", SLANT_ENCODING_OTHER, 1}, " cp1256 windows-1256 x-cp1256 "},
    {{"windows-874", "CP874", SLANT_ENCODING_OTHER, 1}, " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 cp874 "},
    {{"ibm866", "CP866", SLANT_ENCODING_OTHER, 1}, " 866 cp866 csibm866 ibm866 "},
    {{"ibm855", "CP855", SLANT_ENCODING_OTHER, 1}, " cp855 ibm855 "},
    {{"iso-8859-5", "ISO-8859-5", SLANT_ENCODING_OTHER, 1},
     " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 "},
    {{"iso-8859-6", "ISO-8859-6", SLANT_ENCODING_OTHER, 1},
     " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 "},
    {{"iso-8859-7", "ISO-8859-7", SLANT_ENCODING_OTHER, 1},
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek "},
    {{"iso-8859-8", "ISO-8859-8", SLANT_ENCODING_OTHER, 1},
     " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical "},
    {{"koi8-r", "KOI8-R", SLANT_ENCODING_OTHER, 1}, " cskoi8r koi koi8 koi8-r koi8_r "},
    {{"koi8-u", "KOI8-U", SLANT_ENCODING_OTHER, 1}, " koi8-ru koi8-u "},
    {{"x-mac-cyrillic", "MAC-CYRILLIC", SLANT_ENCODING_OTHER, 1}, " x-mac-cyrillic x-mac-ukrainian mac-cyrillic maccyrillic "},
    {{"gbk", "GB18030", SLANT_ENCODING_MULTI, 1},
     " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk cp936 "},
    {{"gb18030", "GB18030", SLANT_ENCODING_MULTI, 1}, " gb18030 "},
    {{"big5", "BIG5-HKSCS", SLANT_ENCODING_MULTI, 1}, " big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 "},
    {{"euc-jp", "EUC-JP-MS", SLANT_ENCODING_MULTI, 1}, " cseucpkdfmtjapanese euc-jp x-euc-jp "},
    {{"iso-2022-jp", "ISO-2022-JP", SLANT_ENCODING_MULTI, 1}, " csiso2022jp iso-2022-jp "},
    {{"shift_jis", "CP932", SLANT_ENCODING_MULTI, 1},
     " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932 "},
    {{"euc-kr", "UHC", SLANT_ENCODING_MULTI, 1},
     " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
     "windows-949 uhc cp949 "},
    {{"euc-tw", "EUC-TW", SLANT_ENCODING_MULTI, 1}, " euc-tw "},
    {{"iso-2022-kr", "ISO-2022-KR", SLANT_ENCODING_MULTI, 1}, " csiso2022kr iso-2022-kr "},
    {{"johab", "JOHAB", SLANT_ENCODING_MULTI, 1}, " johab "},
};

const slant_encoding *slant_encoding_find(slant_text label) {
  char wanted[LONGEST_LABEL + 3] = {' '};
  while (label.len > 0 && slant_ascii_is_space(label.ptr[0])) label.ptr++, label.len--;
  while (label.len > 0 && slant_ascii_is_space(label.ptr[label.len - 1])) label.len--;
  if (label.len == 0 || label.len > LONGEST_LABEL) return NULL;
  for (size_t i = 0; i < label.len; i++) {
    char c = label.ptr[i];
    if (slant_ascii_is_space(c) || c == '\0') return NULL;
    wanted[i + 1] = (char)slant_byte_lower((unsigned char)c);
  }
  wanted[label.len + 1] = ' ';
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (strstr(table[i].labels, wanted) != NULL) return &table[i].encoding;
  }
  return NULL;
}

slant_status slant_encoding_get(const slant_encoding **out, const char *label, slant_error *err) {
  *out = label == NULL ? NULL : slant_encoding_find((slant_text){label, strlen(label)});
  if (label == NULL || *out != NULL) return SLANT_OK;
  return slant_error_set(err, SLANT_E_USAGE, "found the encoding \"%.80s\", expected a name as utf-8, windows-1252, iso-8859-2, utf-16 or shift_jis",
                         label);
}
