#define FANGAN_KERNELS avx2
#define FANGAN_KERNELS_NAME "avx2"
#include "column/kernel_loops.h"
