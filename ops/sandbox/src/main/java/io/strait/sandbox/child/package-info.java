/**
 * A broker in a JVM of its own, so that it can be killed, paused and started again.
 *
 * <p>{@link io.strait.sandbox.child.ChildJvm} is the parent's end, {@link
 * io.strait.sandbox.child.BrokerMain} the child's. They speak over pipes: the child's settings go
 * to its standard input, which then stays open; the end of that stream tells the child that its
 * parent is gone, and it ends itself. One line comes back when the broker serves. Settings hold
 * passwords, so they touch neither a file nor the command line. {@link
 * io.strait.sandbox.child.Tether} does the same for programs that know nothing of all this, such as
 * older releases of Kafka; those want a file, which only its owner can read.
 *
 * <p>Invariants: a child does not outlive its parent, unless it is paused and the parent was killed
 * without warning. Threads: a {@link io.strait.sandbox.child.ChildJvm} is for one thread at a time.
 * May import: the JDK, the broker of Kafka, slf4j. Non-null by default.
 */
package io.strait.sandbox.child;
