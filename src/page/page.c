/* Page: report.html and, where articles are many, pages of detail in the folder report/ beside it.
 * In: what the page is about, then its articles. Out: files that appear under their names together; stale pages of detail go. */
#include "page/page.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/memory.h"
#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

enum { MOST_DETAILS = SLANT_PAGE_MOST_LISTED / SLANT_PAGE_DETAIL, NAME_LEN = sizeof "0001.html" - 1 };

struct slant_page {
  slant_page_input input;
  slant_page_plan plan;
  slant_buffer details; /* path of their folder, ended by NUL */
  slant_output *main;
  slant_output *pages[MOST_DETAILS]; /* plan.n_details; NULL: not begun */
  slant_buffer bytes;
  uint64_t n_added;
  bool committed;
};

static slant_status hand_on(slant_page *page, slant_output *output, slant_error *err) {
  slant_status status = slant_buffer_check(&page->bytes, err);
  if (status == SLANT_OK) status = slant_output_put(output, slant_buffer_get(&page->bytes), err);
  slant_buffer_clear(&page->bytes);
  return status;
}

static void make_plan(slant_page *page) {
  uint64_t n = slant_groups_get(page->input.groups, 0)->n_articles;
  page->plan = (slant_page_plan){.input = &page->input, .n_articles = n, .n_listed = n, .alone = n <= SLANT_PAGE_ALONE};
  if (n > SLANT_PAGE_MOST_LISTED) page->plan.n_listed = SLANT_PAGE_MOST_LISTED;
  if (!page->plan.alone) page->plan.n_details = (size_t)((page->plan.n_listed + SLANT_PAGE_DETAIL - 1) / SLANT_PAGE_DETAIL);
}

/* All that stands before the articles. */
static slant_status begin(slant_page *page, slant_error *err) {
  slant_buffer *out = &page->bytes;
  slant_page_put_top(out, "slant report");
  slant_page_put_markers(out);
  slant_page_put_header(out, &page->plan);
  slant_page_put_glance(out, &page->plan);
  slant_page_put_differences(out, &page->plan);
  slant_status status = slant_page_put_times(out, &page->plan, err);
  if (status == SLANT_OK) status = slant_page_put_groups(out, &page->plan, err);
  if (status != SLANT_OK) return status;
  slant_page_put_articles_begin(out, &page->plan);
  return hand_on(page, page->main, err);
}

static slant_status open_files(slant_page *page, const char *folder, slant_error *err) {
  slant_markup_put(&page->details, folder);
  slant_buffer_put_bytes(&page->details, "/report", sizeof "/report");
  slant_status status = slant_buffer_check(&page->details, err);
  if (status == SLANT_OK && page->plan.n_details > 0 && mkdir(page->details.ptr, 0777) != 0 && errno != EEXIST)
    status = slant_error_system(err, errno, "create", page->details.ptr);
  if (status == SLANT_OK) status = slant_folder_open(&page->main, folder, "report.html", err);
  return status;
}

slant_status slant_page_open(slant_page **out, const char *folder, const slant_page_input *input, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->input = *input;
  make_plan(*out);
  status = open_files(*out, folder, err);
  if (status == SLANT_OK) status = begin(*out, err);
  if (status != SLANT_OK) {
    slant_page_close(*out);
    *out = NULL;
  }
  return status;
}

static slant_status begin_detail(slant_page *page, size_t number, slant_error *err) {
  char name[NAME_LEN + 1] = "0000.html";
  size_t rest = number;
  for (int i = 3; i >= 0; i--, rest /= 10) name[i] = (char)('0' + rest % 10);
  slant_status status = slant_folder_open(&page->pages[number - 1], page->details.ptr, name, err);
  if (status != SLANT_OK) return status;
  slant_page_put_detail_begin(&page->bytes, &page->plan, number);
  return hand_on(page, page->pages[number - 1], err);
}

static slant_status end_detail(slant_page *page, size_t number, slant_error *err) {
  slant_page_put_detail_end(&page->bytes, &page->plan, number);
  slant_status status = hand_on(page, page->pages[number - 1], err);
  return status == SLANT_OK ? slant_output_sync(page->pages[number - 1], err) : status;
}

static slant_status add_detail(slant_page *page, const slant_saved_article *article, slant_error *err) {
  size_t number = (size_t)((page->n_added - 1) / SLANT_PAGE_DETAIL) + 1;
  slant_status status = SLANT_OK;
  if ((page->n_added - 1) % SLANT_PAGE_DETAIL == 0) status = begin_detail(page, number, err);
  if (status != SLANT_OK) return status;
  slant_page_put_detail(&page->bytes, &page->plan, article, page->n_added);
  status = hand_on(page, page->pages[number - 1], err);
  bool last = page->n_added % SLANT_PAGE_DETAIL == 0 || page->n_added == page->plan.n_listed;
  return status == SLANT_OK && last ? end_detail(page, number, err) : status;
}

slant_status slant_page_add(slant_page *page, const slant_saved_article *article, slant_error *err) {
  if (article->duplicate_of.len > 0 || page->n_added >= page->plan.n_listed) return SLANT_OK;
  page->n_added++;
  slant_page_put_listed(&page->bytes, &page->plan, article, page->n_added);
  slant_status status = hand_on(page, page->main, err);
  return status == SLANT_OK && !page->plan.alone ? add_detail(page, article, err) : status;
}

slant_status slant_page_finish(slant_page *page, slant_error *err) {
  if (page->n_added < page->plan.n_listed)
    return slant_error_set(err, SLANT_E_USAGE, "found %llu articles for the page, expected %llu", (unsigned long long)page->n_added,
                           (unsigned long long)page->plan.n_listed);
  slant_page_put_articles_end(&page->bytes, &page->plan);
  slant_page_put_card(&page->bytes, page->input.run);
  slant_markup_put(&page->bytes, "</main>\n");
  slant_page_put_bottom(&page->bytes, &page->plan);
  slant_status status = hand_on(page, page->main, err);
  return status == SLANT_OK ? slant_output_sync(page->main, err) : status;
}

/* The number of the page of detail with that file name; 0: none. */
static size_t number_of(const char *name) {
  size_t number = 0;
  if (strlen(name) != NAME_LEN || strcmp(name + 4, ".html") != 0) return 0;
  for (size_t i = 0; i < 4; i++) {
    if (name[i] < '0' || name[i] > '9') return 0;
    number = 10 * number + (size_t)(name[i] - '0');
  }
  return number;
}

/* Removes pages of detail above those of this report, and their folder when nothing is left in it. */
static slant_status remove_stale(const slant_page *page, slant_error *err) {
  DIR *folder = opendir(page->details.ptr);
  if (folder == NULL) return errno == ENOENT || errno == ENOTDIR ? SLANT_OK : slant_error_system(err, errno, "open", page->details.ptr);
  slant_status status = SLANT_OK;
  for (struct dirent *entry = readdir(folder); entry != NULL && status == SLANT_OK; entry = readdir(folder)) {
    if (number_of(entry->d_name) <= page->plan.n_details) continue;
    if (unlinkat(dirfd(folder), entry->d_name, 0) != 0 && errno != ENOENT)
      status = slant_error_system(err, errno, "remove", entry->d_name);
  }
  (void)closedir(folder);
  if (page->plan.n_details == 0) (void)rmdir(page->details.ptr);
  return status;
}

slant_status slant_page_commit(slant_page *page, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < page->plan.n_details && status == SLANT_OK; i++) status = slant_output_commit(page->pages[i], err);
  if (status == SLANT_OK) status = slant_output_commit(page->main, err);
  if (status == SLANT_OK) status = remove_stale(page, err);
  page->committed = status == SLANT_OK;
  return status;
}

void slant_page_close(slant_page *page) {
  if (page == NULL) return;
  slant_output_close(page->main);
  for (size_t i = 0; i < MOST_DETAILS; i++) slant_output_close(page->pages[i]);
  if (!page->committed && page->plan.n_details > 0 && page->details.ptr != NULL) (void)rmdir(page->details.ptr);
  slant_buffer_free(&page->details);
  slant_buffer_free(&page->bytes);
  slant_memory_free(page);
}
