package io.strait.replicator.registry;

import static io.strait.replicator.registry.RegistryHttp.part;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads all of a registry by the Confluent-compatible REST API. One thread. */
final class ConfluentReading {
  private static final int PAGE = 500;

  private final RegistryHttp http;
  private final String base;
  private final TreeMap<SchemaKey, SchemaVersion> versions = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  ConfluentReading(RegistryHttp http, String base) {
    this.http = http;
    this.base = base;
  }

  RegistryState read() {
    if (!readPages()) {
      walk();
    }
    Set<String> subjects = new HashSet<>();
    versions.keySet().forEach(key -> subjects.add(key.subject()));
    Map<String, String> levels = new HashMap<>();
    for (String subject : subjects) {
      // Without defaultToGlobal the answer for a subject without a level is 404.
      http.find(
              "asking for the compatibility of '" + subject + "'",
              base + "/config/" + part(subject))
          .ifPresent(node -> levels.put(subject, level(node)));
    }
    return new RegistryState(
        versions, levels, level(http.get("asking for the compatibility", base + "/config")), notes);
  }

  private static String level(JsonNode node) {
    return node.path("compatibilityLevel").asText(node.path("compatibility").asText());
  }

  /** All schemas page by page; false if the registry is too old for that. */
  private boolean readPages() {
    Optional<List<JsonNode>> all = pages("true");
    Optional<List<JsonNode>> live = all.flatMap(some -> pages("false"));
    if (live.isEmpty()) {
      return false;
    }
    Set<SchemaKey> shown = new HashSet<>();
    live.get().forEach(node -> shown.add(key(node)));
    // What came between the two readings is shown, too.
    live.get().forEach(node -> keep(node, false));
    all.get().forEach(node -> keep(node, !shown.contains(key(node))));
    return true;
  }

  private Optional<List<JsonNode>> pages(String deleted) {
    List<JsonNode> found = new ArrayList<>();
    Optional<JsonNode> first = Optional.empty();
    while (true) {
      String path =
          base
              + "/schemas?subjectPrefix="
              + part(":*:")
              + "&latestOnly=false&deleted="
              + deleted
              + "&offset="
              + found.size()
              + "&limit="
              + PAGE;
      Optional<JsonNode> page = http.find("listing schemas", path);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      // A registry that knows no pages answers the same again.
      if (page.get().isEmpty() || page.map(some -> some.get(0)).equals(first)) {
        return Optional.of(found);
      }
      first = page.map(some -> some.get(0));
      page.get().forEach(found::add);
    }
  }

  private void walk() {
    Set<String> subjects = new HashSet<>();
    http.get("listing subjects", base + "/subjects?deleted=true")
        .forEach(node -> subjects.add(node.asText()));
    for (String subject : subjects) {
      Set<Integer> shown = numbers(subject, "false");
      for (int version : numbers(subject, "true")) {
        String path =
            base + "/subjects/" + part(subject) + "/versions/" + version + "?deleted=true";
        http.find("reading '" + subject + "' version " + version, path)
            .ifPresentOrElse(
                node -> keep(node, !shown.contains(version)),
                () ->
                    notes.add(
                        "subject '" + subject + "' version " + version + " is listed, not found"));
      }
    }
  }

  private Set<Integer> numbers(String subject, String deleted) {
    Set<Integer> numbers = new HashSet<>();
    http.find(
            "listing the versions of '" + subject + "'",
            base + "/subjects/" + part(subject) + "/versions?deleted=" + deleted)
        .ifPresent(list -> list.forEach(node -> numbers.add(node.asInt())));
    return numbers;
  }

  private static SchemaKey key(JsonNode node) {
    return new SchemaKey(
        SubjectName.of(node.path("subject").asText()).qualified(), node.path("version").asInt());
  }

  private void keep(JsonNode node, boolean deleted) {
    SchemaKey key = key(node);
    Optional<SchemaText> text = SchemaJson.text(node, SubjectName.of(key.subject()).context());
    if (text.isEmpty()) {
      notes.add(
          key + " is of type '" + node.path("schemaType").asText() + "', which is not copied");
      return;
    }
    versions.put(key, new SchemaVersion(key, node.path("id").asInt(), text.get(), deleted));
  }
}
