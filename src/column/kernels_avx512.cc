#define FANGAN_KERNELS avx512
#define FANGAN_KERNELS_NAME "avx512"
#include "column/kernel_loops.h"
