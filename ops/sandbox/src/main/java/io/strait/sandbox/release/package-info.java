/**
 * Released software that the sandbox runs beside Kafka's present release: older Kafka releases and
 * schema registries, each with the libraries it was released with.
 *
 * <p>{@link io.strait.sandbox.release.BundleStore} has Maven obtain a {@link
 * io.strait.sandbox.release.Bundle} once and keeps it in a folder of the user's cache; nothing of
 * it ever reaches this program's own class path. Where artifacts come from is Maven's own
 * configuration and is not known here.
 *
 * <p>Invariants: a folder of the cache is complete or absent, also when several programs want it at
 * once or one is killed; its content never changes. Threads: safe for several. May import: the JDK
 * and slf4j. Non-null by default.
 */
package io.strait.sandbox.release;
