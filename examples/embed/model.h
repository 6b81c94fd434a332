// The second half of the example: a DMN model, and many threads.
#pragma once

void evaluate_model();
void evaluate_in_threads();
void refuse_model();
