#ifndef JOURNEYLAB_CZLIB_SHIM_H
#define JOURNEYLAB_CZLIB_SHIM_H

#include <zlib.h>

// zlib's way in is a macro, which Swift does not see; 31 asks for gzip with the widest window.
static inline int czlib_begin_gzip(z_stream *stream) {
  return inflateInit2(stream, 31);
}

#endif
