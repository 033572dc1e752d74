/* The storage calls of the protocol: the database and the log of a sequencer, with the oracle behind them. */
#ifndef ORACLE_STORAGE_H
#define ORACLE_STORAGE_H

#include "sequencer.h"

seq_storage oracle_storage(uint64_t owner);

#endif
