#ifndef JOURNEYLAB_CDIGEST_H
#define JOURNEYLAB_CDIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has instructions for SHA-256 that `digest_sha256` can use.
bool digest_has_sha256(void);

/// Works whole blocks of 64 bytes into a SHA-256 state, by the processor's own instructions.
///
/// Call it only where `digest_has_sha256` holds; `constants` are the 64 of FIPS 180-4.
void digest_sha256(
    uint32_t state[8], const uint32_t constants[64], const uint8_t *bytes, size_t blocks);

#endif
