/**
 * The data that every engine copies: how it is shaped, how it is made, and how it gets onto the
 * source.
 *
 * <p>Written by Kafka's own producer, so batches look as they do in production. Equal seeds give
 * equal values. May import: replicator.cluster, kafka-clients. Non-null by default.
 */
package io.strait.ops.bench.data;
