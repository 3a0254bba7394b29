package io.strait.ops.cli;

import io.strait.ops.config.ConfigException;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigFile {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "strait.yaml",
      description = "The configuration (default: ./strait.yaml).")
  private Path file;

  @Option(
      names = "--strict",
      description =
          "Treat warnings about the configuration, such as a secret in plain text, as errors.")
  private boolean strict;

  /** The configuration; warnings go to {@code err}. */
  StraitConfig load(PrintWriter err) {
    StraitConfig config = ConfigLoader.load(file, System.getenv());
    if (strict && !config.warnings().isEmpty()) {
      throw new ConfigException(config.warnings());
    }
    config.warnings().forEach(err::println);
    return config;
  }

  Path file() {
    return file;
  }
}
