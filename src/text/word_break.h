/* The word-break properties of UAX #29, as the generated table holds them: a value in the low five bits, two marks above. */
#ifndef SLANT_TEXT_WORD_BREAK_H
#define SLANT_TEXT_WORD_BREAK_H

enum word_break {
  WB_OTHER,
  WB_CR,
  WB_LF,
  WB_NEWLINE,
  WB_EXTEND,
  WB_ZWJ,
  WB_FORMAT,
  WB_REGIONAL,
  WB_KATAKANA,
  WB_HEBREW,
  WB_ALETTER,
  WB_SINGLE_QUOTE,
  WB_DOUBLE_QUOTE,
  WB_MID_NUM_LET,
  WB_MID_LETTER,
  WB_MID_NUM,
  WB_NUMERIC,
  WB_EXTEND_NUM_LET,
  WB_WSEG_SPACE,
  WB_VALUE = 0x1f,        /* mask of the values above */
  WB_PICTOGRAPHIC = 0x20, /* Extended_Pictographic */
  WB_ALPHANUMERIC = 0x40, /* general category L* or N* */
};

#endif
