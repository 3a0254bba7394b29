package io.strait.ops.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Strait this is, from the jar it was started from. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Strait.class.getPackage().getImplementationVersion())
            .orElse("development build");
    return new String[] {"strait " + version + ", Java " + Runtime.version()};
  }
}
