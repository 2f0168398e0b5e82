/* Language: told by function words, by script, and not at all where the text is too short. */
#include "text/language.h"

#include "suites.h"
#include "support/support.h"
#include "text/furniture.h"

static const char english[] =
    "The town council met on Tuesday evening, and for the first time in years there was a queue at the door. Many of "
    "those who had come were worried about the old bridge, which has been closed since the spring, and they wanted to "
    "know when it would be open to them again.";
static const char german[] =
    "Der Rat der Stadt kam am Dienstag zusammen, und zum ersten Mal seit Jahren standen die Leute vor der T\xC3\xBCr. "
    "Viele von ihnen machten sich Sorgen um die alte Br\xC3\xBC" "cke, die seit dem Fr\xC3\xBChjahr nicht "
    "mehr befahren werden darf, und sie wollten wissen, wann sie wieder auf dem kurzen Weg in das Dorf kommen.";
static const char french[] =
    "Le conseil de la ville s'est r\xC3\xA9uni mardi soir, et pour la premi\xC3\xA8re fois depuis des "
    "ann\xC3\xA9" "es il y avait une file devant la porte. "
    "Beaucoup de ceux qui sont venus pensaient au vieux pont, qui est "
    "ferm\xC3\xA9 depuis le printemps, et ils voulaient savoir quand on pourrait le passer avec une voiture.";
static const char spanish[] =
    "El consejo de la ciudad se reuni\xC3\xB3 el martes por la tarde, y por primera vez en muchos "
    "a\xC3\xB1os hab\xC3\xAD" "a una cola delante de la puerta. "
    "Los que vinieron estaban preocupados por el viejo puente, que no se puede "
    "pasar desde la primavera, y quer\xC3\xAD" "an saber cu\xC3\xA1ndo se abrir\xC3\xAD" "a para los coches y las "
    "bicicletas.";
static const char russian[] =
    "\xD0\x93\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD1\x81\xD0\xBA\xD0\xBE\xD0\xB9 "
    "\xD1\x81\xD0\xBE\xD0\xB2\xD0\xB5\xD1\x82 \xD1\x81\xD0\xBE\xD0\xB1\xD1\x80\xD0\xB0\xD0\xBB\xD1\x81\xD1\x8F "
    "\xD0\xB2\xD0\xBE \xD0\xB2\xD1\x82\xD0\xBE\xD1\x80\xD0\xBD\xD0\xB8\xD0\xBA";
static const char japanese[] =
    "\u5E02\u8B70\u4F1A\u306F\u706B\u66DC\u65E5\u306B\u958B\u304B\u308C\u3001\u6A4B\u306E\u518D\u958B\u306B"
    "\u3064\u3044\u3066\u8A71\u3057\u5408\u3063\u305F\u3002";
static const char chinese[] =
    "\u5E02\u8BAE\u4F1A\u661F\u671F\u4E8C\u5F00\u4F1A\uFF0C\u8BA8\u8BBA\u65E7\u6865\u4F55\u65F6\u91CD\u65B0"
    "\u5F00\u653E\u7684\u95EE\u9898\u3002";

static void add(slant_language *language, slant_text text) {
  slant_words words = {0};
  slant_error err = {0};
  ck_assert_ok(slant_words_cut(&words, text, &err), err);
  slant_language_add(language, text, words.items, words.n);
  slant_words_free(&words);
}

/* What was gathered is the same where the furniture score gives the sets of words. */
static void assert_same_by_sets(slant_text text) {
  slant_words words = {0};
  slant_error err = {0};
  slant_language one = {0}, other = {0};
  ck_assert_ok(slant_words_cut(&words, text, &err), err);
  ck_assert_ok(slant_words_get_sets(&words, &err), err);
  slant_language_add(&one, text, words.items, words.n);
  double score = slant_furniture_score_sets(text, words.items, words.n, words.sets);
  ck_assert_double_eq(score, slant_furniture_score(text, words.items, words.n));
  slant_language_add_sets(&other, text, words.sets, words.n);
  ck_assert_mem_eq(&one, &other, sizeof one);
  slant_words_free(&words);
}

static const char *told(slant_text text) {
  slant_language language = {0};
  add(&language, text);
  return slant_language_tell(&language);
}

START_TEST(function_words_tell_languages) {
  ck_assert_str_eq(told(text_of(english)), "en");
  ck_assert_str_eq(told(text_of(german)), "de");
  ck_assert_str_eq(told(text_of(french)), "fr");
  ck_assert_str_eq(told(text_of(spanish)), "es");
}
END_TEST

START_TEST(scripts_tell_languages) {
  ck_assert_str_eq(told(text_of(russian)), "ru");
  ck_assert_str_eq(told(text_of(japanese)), "ja");
  ck_assert_str_eq(told(text_of(chinese)), "zh");
}
END_TEST

START_TEST(names_in_another_script_change_nothing) {
  slant_language language = {0};
  add(&language, text_of(english));
  add(&language, BYTES("\u5E02\u8B70\u4F1A \xD0\xBD\xD0\xB0 (in the original)"));
  ck_assert_str_eq(slant_language_tell(&language), "en");
}
END_TEST

START_TEST(too_little_text_tells_nothing) {
  ck_assert_str_eq(told(BYTES("")), "");
  ck_assert_str_eq(told(BYTES("The mayor was at the bridge and in the harbour.")), "");
  ck_assert_str_eq(told(BYTES("\u5E02\u8B70")), "");
  static const char names[] = /* and numbers */
      "Miller 12, Baker 7, Cooper 19, Fisher 3, Mason 24, Carter 8, Turner 15, Walker 6, Porter 11, "
      "Parker 9, Taylor 13, Weaver 2, Potter 21, Sawyer 5";
  ck_assert_str_eq(told(text_of(names)), "");
}
END_TEST

START_TEST(a_quotation_in_another_language_changes_nothing) {
  slant_language language = {0};
  add(&language, text_of(german));
  for (size_t i = 0; i < 3; i++) add(&language, text_of(english));
  ck_assert_str_eq(slant_language_tell(&language), "en");
}
END_TEST

START_TEST(paragraphs_add_up) {
  slant_language language = {0};
  static const char *const parts[] = {"Der Rat der Stadt kam am Dienstag", "und die Leute standen vor der Halle",
                                      "weil sie nicht mehr auf dem Weg", "in das Dorf kommen"};
  for (size_t i = 0; i < 4; i++) {
    add(&language, text_of(parts[i]));
    ck_assert_str_eq(slant_language_tell(&language), i < 2 ? "" : "de"); /* from twenty words on */
  }
}
END_TEST

START_TEST(sets_of_words_tell_the_same) {
  assert_same_by_sets(text_of(english));
  assert_same_by_sets(text_of(german));
  assert_same_by_sets(text_of(russian));
  assert_same_by_sets(BYTES("10 the 2nd and 3.5 of 00:30 the 1990s 7 to it"));
  assert_same_by_sets(BYTES("Read more: 5 things to know\nSubscribe to the newsletter"));
  assert_same_by_sets(BYTES(""));
}
END_TEST

Suite *text_language_suite(void) {
  Suite *suite = suite_create("text_language");
  TCase *tc = tcase_create("language");
  tcase_add_test(tc, function_words_tell_languages);
  tcase_add_test(tc, scripts_tell_languages);
  tcase_add_test(tc, names_in_another_script_change_nothing);
  tcase_add_test(tc, too_little_text_tells_nothing);
  tcase_add_test(tc, a_quotation_in_another_language_changes_nothing);
  tcase_add_test(tc, paragraphs_add_up);
  tcase_add_test(tc, sets_of_words_tell_the_same);
  suite_add_tcase(suite, tc);
  return suite;
}
