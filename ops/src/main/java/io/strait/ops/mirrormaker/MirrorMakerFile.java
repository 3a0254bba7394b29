package io.strait.ops.mirrormaker;

import io.strait.replicator.mirror.mm2.MirrorMakerPlan;
import io.strait.replicator.mirror.mm2.MirrorMakerReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** An {@code mm2.properties} on disk. */
public final class MirrorMakerFile {
  private MirrorMakerFile() {}

  /**
   * Reads it as MirrorMaker 2 does.
   *
   * @throws IOException with a sentence for operators
   */
  public static MirrorMakerPlan read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist; name MirrorMaker 2's configuration", e);
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(file + " cannot be read as properties: " + e.getMessage(), e);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return MirrorMakerReader.read(values);
  }
}
