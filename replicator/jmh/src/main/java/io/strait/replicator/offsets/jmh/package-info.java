/**
 * JMH benchmarks of the offset map.
 *
 * <p>May import: replicator.offsets, JMH. Non-null by default.
 */
package io.strait.replicator.offsets.jmh;
