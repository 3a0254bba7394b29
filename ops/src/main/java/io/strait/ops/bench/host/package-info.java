/**
 * Programs of the benchmark as the operating system sees them: started in JVMs of their own, and
 * asked for what they used.
 *
 * <p>Linux only: {@code /proc} is the one source of CPU time and memory, the same for every engine.
 * Threads: one at a time per object. May import: the JDK. Non-null by default.
 */
package io.strait.ops.bench.host;
