/* Archive library: what is absent, or is another library, is refused with its name; the right one has all that is called. */
#include "codec/archive_library.h"

#include <string.h>

#include "suites.h"
#include "support/support.h"

static void check_refused(const char *name, const char *reason) {
  slant_archive_library library = {0};
  slant_error err = {0};
  ck_assert_int_eq(slant_archive_library_open(&library, name, "news.zip", &err), SLANT_E_DATA);
  ck_assert_ptr_null(library.handle);
  ck_assert_ptr_null(library.read_new);
  ck_assert_ptr_nonnull(strstr(err.text, name));
  ck_assert_ptr_nonnull(strstr(err.text, reason));
  ck_assert_str_eq(err.source, "news.zip");
}

START_TEST(an_absent_library_is_named) { check_refused("libarchive.so.none", "cannot open"); }
END_TEST

START_TEST(another_library_is_refused) { check_refused("libm.so.6", "archive_read_new"); }
END_TEST

START_TEST(the_library_opens_again_and_again) {
  for (int i = 0; i < 3; i++) {
    slant_archive_library library = {0};
    slant_error err = {0};
    ck_assert_ok(slant_archive_library_open(&library, SLANT_ARCHIVE_LIBRARY, "news.zip", &err), err);
    struct archive *archive = library.read_new();
    ck_assert_ptr_nonnull(archive);
    ck_assert_int_eq(library.read_free(archive), ARCHIVE_OK);
    slant_archive_library_close(&library);
    ck_assert_ptr_null(library.handle);
  }
}
END_TEST

Suite *codec_archive_library_suite(void) {
  Suite *suite = suite_create("codec_archive_library");
  TCase *tc = tcase_create("archive_library");
  tcase_add_test(tc, an_absent_library_is_named);
  tcase_add_test(tc, another_library_is_refused);
  tcase_add_test(tc, the_library_opens_again_and_again);
  suite_add_tcase(suite, tc);
  return suite;
}
