/* Work with shards, for allocations that fail. */
#ifndef SLANT_FAULT_ALLOCATIONS_SHARDS_H
#define SLANT_FAULT_ALLOCATIONS_SHARDS_H

#include "slant/slant.h"

/* Shard 1 of 2 of the articles of "data.csv", by the model in "model", into the folder "one"; and shard 2 into "two". */
slant_status label_shard(slant_error *err);
slant_status label_other_shard(slant_error *err);

/* The folders "one" and "two" into "merged". */
slant_status merge_shards(slant_error *err);

#endif
