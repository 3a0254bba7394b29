/**
 * What an application adds to move with a wave: a {@link io.strait.client.SwitchingProducer} and a
 * {@code SwitchingConsumer} that follow the wave's {@link io.strait.client.Route} and acknowledge
 * each of its epochs.
 *
 * <p>Invariants, by name. <b>HighestEpochWins</b>: of the routes read from both clusters the one
 * with the highest epoch counts, whatever its order of arrival. <b>AckAfterAct</b>: an epoch is
 * acknowledged only when nothing of this client reaches the side that lost authority any more.
 * <b>OrderKept</b>: what one thread sent is appended per partition in that order, through every
 * hold. <b>NoBlindRepeat</b>: a record whose outcome is unknown is never sent to another cluster.
 * <b>NoCarriedEpoch</b>: no leader epoch of one cluster ever reaches the other.
 *
 * <p>Threads: one daemon thread per client follows the routes and writes acknowledgements; a
 * producer has a second one that makes its switches; a consumer switches on the thread that polls.
 * May import: the JDK, slf4j and the public API of kafka-clients. Non-null by default.
 */
package io.strait.client;
