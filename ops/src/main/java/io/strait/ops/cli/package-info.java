/**
 * The command line: each command reads its options, loads the configuration, builds a command or a
 * view and prints it. No decision about data or migrations is taken here.
 *
 * <p>Invariants: answers go to standard output, everything else to standard error; one clear
 * message per error and no stack trace unless {@code --debug}; exit codes are those of {@link
 * io.strait.ops.view.ExitCode}. Threads: a command runs on the thread that calls it. May import:
 * everything in {@code ops}, the modules below, picocli. Non-null by default.
 */
package io.strait.ops.cli;
