/* Label: the rule for names.
 * In: a name. Out: whether it can stand as a column beside the others. */
#include "article/label.h"

#include <string.h>

/* Columns of paragraph rows beside those that labels name. */
static const char *const reserved[] = {"article", "paragraph", "label", "confidence", "tone", "flags", "decided", "start", "end", "text"};

bool slant_label_is_valid(slant_text name) {
  if (name.len == 0 || name.len > SLANT_LONGEST_LABEL) return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool other = (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!letter && (i == 0 || !other)) return false;
  }
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
    if (strlen(reserved[i]) == name.len && memcmp(reserved[i], name.ptr, name.len) == 0) return false;
  }
  return true;
}
