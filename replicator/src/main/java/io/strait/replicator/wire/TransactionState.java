package io.strait.replicator.wire;

/**
 * What the coordinator knows of a transactional id.
 *
 * @param outcome whether it said it
 * @param known whether the id exists
 * @param ongoing whether a transaction is open and may be written to
 * @param settled whether no transaction is open and none is being ended
 * @param producerId the id's producer id now, or -1
 * @param epoch its epoch now, or -1
 */
public record TransactionState(
    Outcome outcome,
    boolean known,
    boolean ongoing,
    boolean settled,
    long producerId,
    short epoch) {}
