package io.strait.replicator.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive in the format of Apicurio Registry 2, so that schemas arrive under ids and
 * versions of the caller's choice. Free of any registry: it is only bytes. One thread.
 *
 * <p>Not guaranteed: that the registry finds these contents by their canonical form ({@code
 * canonical=true}); how it makes that form is its own affair. By their text it finds them.
 */
final class ApicurioImport {
  private static final JsonMapper JSON = new JsonMapper();

  private final String group;
  private final Clock clock;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Set<String> written = new HashSet<>();
  private long globalId;

  /**
   * @param group whose artifacts are the subjects
   * @param lastVersion the highest global id that the registry has given away
   */
  ApicurioImport(String group, long lastVersion, Clock clock) {
    this.group = group;
    this.globalId = lastVersion;
    this.clock = clock;
  }

  /**
   * The archive.
   *
   * @param latest by subject, the highest version that the registry will have
   */
  byte[] of(List<SchemaVersion> versions, Map<String, Integer> latest) {
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      manifest(zip);
      for (SchemaVersion version : versions) {
        content(zip, version);
      }
      for (SchemaVersion version : versions) {
        version(zip, version, latest.get(version.key().subject()) == version.key().version());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void manifest(ZipOutputStream zip) throws IOException {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("systemVersion", "2.6.13.Final");
    manifest.put("systemName", "apicurio-registry");
    manifest.put("systemDescription", "written by strait");
    manifest.put("exportVersion", "1.0");
    manifest.put("exportedOn", clock.millis());
    manifest.put("exportedBy", "strait");
    entry(zip, "manifest-" + clock.instant() + ".Manifest.json", manifest);
  }

  private void content(ZipOutputStream zip, SchemaVersion version) throws IOException {
    SchemaText text = version.text();
    String references = references(text, group);
    String hash = contentHash(text, group);
    if (!written.add(hash)) {
      return;
    }
    ObjectNode content = JSON.createObjectNode();
    content.put("contentId", version.id());
    content.put("canonicalHash", hash(CanonicalText.of(text.type(), text.text())));
    content.put("contentHash", hash);
    content.put("artifactType", text.type().name());
    content.put("serializedReferences", references.isEmpty() ? null : references);
    entry(zip, "content/" + hash + ".Content.json", content);
    zip.putNextEntry(new ZipEntry("content/" + hash + ".Content.data"));
    zip.write(text.text().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private void version(ZipOutputStream zip, SchemaVersion version, boolean latest)
      throws IOException {
    String number = Integer.toString(version.key().version());
    ObjectNode node = JSON.createObjectNode();
    node.put("globalId", ++globalId);
    node.put("groupId", groupId(group));
    node.put("artifactId", version.key().subject());
    node.put("version", number);
    node.put("versionId", version.key().version());
    node.put("artifactType", version.text().type().name());
    node.put("state", version.deleted() ? "DISABLED" : "ENABLED");
    node.putNull("name");
    node.putNull("description");
    node.put("createdBy", "");
    node.put("createdOn", clock.millis());
    node.putNull("labels");
    node.putNull("properties");
    node.put("isLatest", latest);
    node.put("contentId", version.id());
    entry(
        zip,
        "groups/"
            + group
            + "/artifacts/"
            + version.key().subject()
            + "/versions/"
            + number
            + ".ArtifactVersion.json",
        node);
  }

  private static String groupId(String group) {
    return group.equals(RegistrySpec.DEFAULT_GROUP) ? null : group;
  }

  /** As the registry itself counts it: what is registered again later must be found again. */
  static String contentHash(SchemaText text, String group) {
    return hash(text.text() + references(text, group));
  }

  private static String references(SchemaText text, String group) {
    if (text.references().isEmpty()) {
      return "";
    }
    ArrayNode array = JSON.createArrayNode();
    for (SchemaReference reference : text.references()) {
      ObjectNode one = array.addObject();
      one.put("groupId", groupId(group));
      one.put("artifactId", reference.subject());
      one.put("version", Integer.toString(reference.version()));
      one.put("name", reference.name());
    }
    return array.toString();
  }

  private static void entry(ZipOutputStream zip, String name, ObjectNode node) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(JSON.writeValueAsBytes(node));
    zip.closeEntry();
  }

  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
