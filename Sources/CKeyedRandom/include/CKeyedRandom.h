#ifndef JOURNEYLAB_CKEYEDRANDOM_H
#define JOURNEYLAB_CKEYEDRANDOM_H

#include <stdbool.h>
#include <stdint.h>

#include "CKeyedRandomBlock.h"
#include "CKeyedRandomSamplers.h"
#include "CKeyedRandomStream.h"

#endif
