package io.strait.replicator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the archive that Apicurio Registry 2 and 3 exports: one entry per content, version and
 * rule. One thread.
 */
final class ApicurioArchive {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String COMPATIBILITY = "COMPATIBILITY";
  private static final String NONE = "NONE";

  private final String group;
  private final Map<String, String> data = new HashMap<>();
  private final List<JsonNode> contents = new ArrayList<>();
  private final List<JsonNode> versions = new ArrayList<>();
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, String> levels = new HashMap<>();
  private String global = NONE;
  private final List<String> notes = new ArrayList<>();
  private final Map<Integer, JsonNode> contentById = new HashMap<>();

  /**
   * @param group whose artifacts are the subjects
   */
  ApicurioArchive(String group) {
    this.group = group;
  }

  /** What the archive says. */
  RegistryState read(byte[] archive) {
    unpack(archive);
    contents.forEach(one -> contentById.put(one.path("contentId").asInt(), one));
    TreeMap<SchemaKey, SchemaVersion> found = new TreeMap<>();
    for (JsonNode version : versions) {
      if (isMine(version)) {
        version(version).ifPresent(one -> found.put(one.key(), one));
      }
    }
    return new RegistryState(found, levels, global, notes);
  }

  /** Every id of the archive, of whatever group: contents, then versions. */
  ApicurioIds ids() {
    Map<Integer, String> content = new HashMap<>();
    contents.forEach(
        one -> content.put(one.path("contentId").asInt(), one.path("contentHash").asText()));
    return new ApicurioIds(
        content, versions.stream().mapToLong(one -> one.path("globalId").asLong()).max().orElse(0));
  }

  private void unpack(byte[] archive) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entry(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void entry(String name, byte[] bytes) throws IOException {
    if (name.endsWith(".Content.data")) {
      data.put(stem(name), new String(bytes, StandardCharsets.UTF_8));
    } else if (name.endsWith(".Content.json")) {
      contents.add(JSON.readTree(bytes));
    } else if (name.endsWith(".ArtifactVersion.json")) {
      versions.add(JSON.readTree(bytes));
    } else if (name.endsWith(".Artifact.json")) {
      JsonNode artifact = JSON.readTree(bytes);
      if (isMine(artifact)) {
        types.put(artifact.path("artifactId").asText(), artifact.path("artifactType").asText());
      }
    } else if (name.endsWith(".GlobalRule.json")) {
      JsonNode rule = JSON.readTree(bytes);
      global = isCompatibility(rule) ? rule.path("configuration").asText() : global;
    } else if (name.endsWith(".ArtifactRule.json")) {
      JsonNode rule = JSON.readTree(bytes);
      if (isCompatibility(rule) && isMine(rule)) {
        levels.put(rule.path("artifactId").asText(), rule.path("configuration").asText());
      }
    }
  }

  private static String stem(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return file.substring(0, file.indexOf('.'));
  }

  private static boolean isCompatibility(JsonNode rule) {
    return COMPATIBILITY.equals(rule.path("ruleType").asText(rule.path("type").asText()));
  }

  private boolean isMine(JsonNode node) {
    return group.equals(node.path("groupId").asText(RegistrySpec.DEFAULT_GROUP));
  }

  private Optional<SchemaVersion> version(JsonNode node) {
    String subject = node.path("artifactId").asText();
    int id = node.path("contentId").asInt();
    JsonNode content = contentById.get(id);
    Optional<SchemaType> type = SchemaType.of(type(node));
    if (content == null || type.isEmpty()) {
      notes.add(
          "'" + subject + "' version " + node.path("version").asText() + " is no schema: skipped");
      return Optional.empty();
    }
    Optional<Integer> number = number(node);
    if (number.isEmpty()) {
      notes.add(
          "'"
              + subject
              + "' has the version '"
              + node.path("version").asText()
              + "', which is no number: skipped");
    }
    return number.map(
        version ->
            new SchemaVersion(
                new SchemaKey(subject, version),
                id,
                new SchemaText(type.get(), text(content), references(content)),
                "DISABLED".equals(node.path("state").asText())));
  }

  /** Version 2 says it of each version, version 3 of the artifact. */
  private String type(JsonNode version) {
    String own = version.path("artifactType").asText("");
    return own.isEmpty() ? types.getOrDefault(version.path("artifactId").asText(), "") : own;
  }

  private String text(JsonNode content) {
    return Optional.ofNullable(data.get(content.path("contentHash").asText()))
        .or(() -> Optional.ofNullable(data.get(content.path("contentId").asText())))
        .orElse("");
  }

  private static Optional<Integer> number(JsonNode version) {
    String text = version.path("version").asText();
    return text.matches("[1-9]\\d{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private List<SchemaReference> references(JsonNode content) {
    String text = content.path("serializedReferences").asText("");
    List<SchemaReference> references = new ArrayList<>();
    if (!text.isBlank()) {
      try {
        JSON.readTree(text)
            .forEach(
                one ->
                    references.add(
                        new SchemaReference(
                            one.path("name").asText(),
                            one.path("artifactId").asText(),
                            one.path("version").asInt())));
      } catch (IOException e) {
        notes.add("references of content " + content.path("contentId") + " cannot be read");
      }
    }
    return references;
  }
}
