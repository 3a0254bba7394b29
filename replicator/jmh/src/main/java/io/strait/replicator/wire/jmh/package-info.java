/**
 * JMH benchmarks of what is done to every batch: the header patch of the pass path and the rebuild
 * of the record path.
 *
 * <p>May import: replicator.wire, JMH, kafka-clients' record classes to make batches with. Non-null
 * by default.
 */
package io.strait.replicator.wire.jmh;
