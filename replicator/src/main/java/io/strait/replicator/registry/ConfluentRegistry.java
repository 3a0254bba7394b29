package io.strait.replicator.registry;

import static io.strait.replicator.registry.RegistryHttp.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A registry by the Confluent-compatible REST API. */
public final class ConfluentRegistry implements SchemaRegistry {
  private static final String VERSIONS = "/versions";

  private final RegistryHttp http;
  private final String base;
  private final RegistryAbout about;

  /**
   * @param base path where the API starts; empty for the root
   */
  ConfluentRegistry(RegistryHttp http, String base, RegistryAbout about) {
    this.http = http;
    this.base = base;
    this.about = about;
  }

  @Override
  public RegistrySpec spec() {
    return http.spec();
  }

  @Override
  public RegistryAbout about() {
    return about;
  }

  @Override
  public boolean isReadOnly(String context) {
    String prefix = SubjectName.prefix(context);
    String path = prefix.isEmpty() ? "/mode" : "/mode/" + part(prefix) + "?defaultToGlobal=true";
    return http.find("asking for its mode", base + path)
        .map(node -> node.path("mode").asText().startsWith("READONLY"))
        .orElse(false);
  }

  @Override
  public RegistryState read() {
    return new ConfluentReading(http, base).read();
  }

  @Override
  public Optional<SchemaText> byId(int id, String context) {
    String within =
        context.equals(SubjectName.DEFAULT) ? "" : "?subject=" + part(SubjectName.prefix(context));
    return http.find("asking for the schema of id " + id, base + "/schemas/ids/" + id + within)
        .flatMap(node -> SchemaJson.text(node, context));
  }

  @Override
  public SchemaVersion register(String subject, SchemaText text) {
    return register(subject, text, SchemaJson.body(text));
  }

  /**
   * The same under an id and a version of the caller's choice, which only a subject in mode IMPORT
   * takes; a registry that does not know this mode ignores both, so look at the answer.
   */
  public SchemaVersion registerAs(SchemaVersion wanted) {
    ObjectNode body = SchemaJson.body(wanted.text());
    body.put("id", wanted.id());
    body.put("version", wanted.key().version());
    return register(wanted.key().subject(), wanted.text(), body);
  }

  private SchemaVersion register(String subject, SchemaText text, ObjectNode body) {
    String doing = "registering a schema under '" + subject + "'";
    String path = base + "/subjects/" + part(subject);
    http.write(doing, "POST", path + VERSIONS, body);
    // An answer of 200 is no proof: whoever reads a record must find the schema.
    JsonNode stored =
        RegistryHttp.found(
                () ->
                    http.write(
                        "reading back what was registered under '" + subject + "'",
                        "POST",
                        path + "?deleted=true",
                        SchemaJson.body(text)))
            .orElseThrow(() -> RegistryException.notStored(spec(), doing));
    return new SchemaVersion(
        new SchemaKey(subject, stored.path("version").asInt()),
        stored.path("id").asInt(),
        text,
        false);
  }

  @Override
  public void softDelete(SchemaKey key) {
    http.delete(
        "deleting " + key,
        base + "/subjects/" + part(key.subject()) + VERSIONS + "/" + key.version());
  }

  /** Removes a subject with all its versions for good, if it is there. */
  public void removeSubject(String subject) {
    String path = base + "/subjects/" + part(subject);
    RegistryHttp.found(() -> http.delete("deleting '" + subject + "'", path));
    RegistryHttp.found(
        () -> http.delete("deleting '" + subject + "' for good", path + "?permanent=true"));
  }

  @Override
  public void restore(SchemaVersion version) {
    Optional<String> before = mode(version.key().subject());
    setMode(version.key().subject(), Optional.of("IMPORT"));
    try {
      registerAs(version);
    } finally {
      setMode(version.key().subject(), before);
    }
  }

  /** Mode that was set on the subject itself. */
  public Optional<String> mode(String subject) {
    return http.find("asking for the mode of '" + subject + "'", base + "/mode/" + part(subject))
        .map(node -> node.path("mode").asText());
  }

  /**
   * Sets the mode of a subject, although it may have schemas already.
   *
   * @param mode empty to let the registry's own hold
   */
  public void setMode(String subject, Optional<String> mode) {
    String path = base + "/mode/" + part(subject);
    if (mode.isPresent()) {
      http.write(
          "setting the mode of '" + subject + "' to " + mode.get(),
          "PUT",
          path + "?force=true",
          RegistryHttp.object().put("mode", mode.get()));
    } else {
      RegistryHttp.found(() -> http.delete("taking back the mode of '" + subject + "'", path));
    }
  }

  @Override
  public void setLevel(String subject, Optional<String> level) {
    String path = base + "/config/" + part(subject);
    if (level.isPresent()) {
      http.write(
          "setting the compatibility of '" + subject + "' to " + level.get(),
          "PUT",
          path,
          RegistryHttp.object().put("compatibility", level.get()));
    } else {
      RegistryHttp.found(
          () -> http.delete("taking back the compatibility of '" + subject + "'", path));
    }
  }

  @Override
  public void setGlobalLevel(String context, String level) {
    String prefix = SubjectName.prefix(context);
    http.write(
        "setting the compatibility of " + (prefix.isEmpty() ? "the registry" : prefix),
        "PUT",
        base + "/config" + (prefix.isEmpty() ? "" : "/" + part(prefix)),
        RegistryHttp.object().put("compatibility", level));
  }

  @Override
  public Verdict check(String subject, SchemaText text) {
    String path = base + "/compatibility/subjects/" + part(subject) + VERSIONS + "?verbose=true";
    Optional<JsonNode> answer =
        RegistryHttp.found(
            () ->
                http.write(
                    "checking a schema against '" + subject + "'",
                    "POST",
                    path,
                    SchemaJson.body(text)));
    List<String> messages = new ArrayList<>();
    answer.ifPresent(node -> node.path("messages").forEach(one -> messages.add(one.asText())));
    answer
        .map(node -> node.path("reason").asText(""))
        .filter(reason -> !reason.isEmpty())
        .ifPresent(messages::add);
    // A subject that is not there refuses nothing.
    return new Verdict(
        answer.map(node -> node.path("is_compatible").asBoolean()).orElse(true), messages);
  }
}
