#define FANGAN_KERNELS baseline
#define FANGAN_KERNELS_NAME "baseline"
#include "column/kernel_loops.h"
