/**
 * A bad network between clients and one broker, in user space: no root, no kernel module.
 *
 * <p>Knows TCP only, nothing of Kafka. Invariants: bytes of a direction are never reordered; what
 * is not discarded or cut arrives unchanged; memory per connection and direction is bounded, after
 * which the sender feels back-pressure; equal seeds give the n-th connection equal jitter. Threads:
 * one daemon thread owns all sockets of a proxy; {@link io.strait.sandbox.proxy.FaultProxy} may be
 * used from any thread and hands its wishes to that one. May import: the JDK and slf4j. Non-null by
 * default.
 */
package io.strait.sandbox.proxy;
