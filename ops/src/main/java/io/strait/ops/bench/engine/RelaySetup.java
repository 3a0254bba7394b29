package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.Program;
import java.util.List;

/** The plain socket relay. */
final class RelaySetup {
  private static final List<String> JVM = List.of("-Xmx64m", "-XX:+UseSerialGC");

  private RelaySetup() {}

  static Program.Order order(int from, int to, ClassPaths classPaths) {
    return new Program.Order(
        "the relay",
        JVM,
        classPaths.others(),
        List.of("io.strait.peers.Relay", Integer.toString(from), Integer.toString(to)),
        MirrorMakerSetup.QUIET);
  }
}
