#ifndef JOURNEYLAB_CSQLITE_SHIM_H
#define JOURNEYLAB_CSQLITE_SHIM_H

#include <sqlite3.h>

// SQLite's way to say "copy this text" is a cast of -1, which Swift does not see.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, int size) {
  return sqlite3_bind_text(statement, place, text, size, SQLITE_TRANSIENT);
}

#endif
