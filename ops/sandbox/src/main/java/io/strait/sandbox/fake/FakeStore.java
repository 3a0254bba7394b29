package io.strait.sandbox.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * FAKE: what a Confluent registry keeps, and its rules: explicit ids and versions only in mode
 * IMPORT, none otherwise; ids of each context apart; soft before permanent deletion.
 */
final class FakeStore {
  private static final String READWRITE = "READWRITE";
  private static final String IMPORT = "IMPORT";

  private final Map<String, TreeMap<Integer, FakeSchema>> subjects = new TreeMap<>();
  private final Map<String, String> levels = new HashMap<>();
  private final Map<String, String> modes = new HashMap<>();
  private final Map<String, Integer> lastIds = new HashMap<>();
  private boolean heedsIds = true;

  FakeStore() {
    levels.put("", "BACKWARD");
    modes.put("", READWRITE);
  }

  void heedsIds(boolean heeds) {
    heedsIds = heeds;
  }

  /** {@code :.ctx:} of a subject; empty for the default context. */
  static String context(String subject) {
    int end = subject.startsWith(":.") ? subject.indexOf(':', 1) : -1;
    return end < 0 ? "" : subject.substring(0, end + 1);
  }

  Collection<FakeSchema> versions(String subject) {
    return subjects.getOrDefault(subject, new TreeMap<>()).values();
  }

  List<FakeSchema> all() {
    return subjects.values().stream().flatMap(one -> one.values().stream()).toList();
  }

  Map<String, String> levels() {
    return levels;
  }

  Map<String, String> modes() {
    return modes;
  }

  /** The level or mode of a subject, else of its context, else of the registry. */
  static String inScope(Map<String, String> values, String subject) {
    return values.getOrDefault(subject, values.getOrDefault(context(subject), values.get("")));
  }

  List<FakeSchema> live(String subject) {
    return versions(subject).stream().filter(one -> !one.deleted()).toList();
  }

  FakeSchema version(String subject, String number, boolean deleted) {
    List<FakeSchema> shown = deleted ? List.copyOf(versions(subject)) : live(subject);
    if (versions(subject).isEmpty()) {
      throw new FakeRefusal(40401, "Subject '" + subject + "' not found.");
    }
    return shown.stream()
        .filter(one -> Integer.toString(one.version()).equals(number))
        .findFirst()
        .or(
            () ->
                number.equals("latest") && !shown.isEmpty()
                    ? Optional.of(shown.get(shown.size() - 1))
                    : Optional.empty())
        .orElseThrow(() -> new FakeRefusal(40402, "Version " + number + " not found."));
  }

  /** Registers; does not keep it if it is not to be stored. */
  FakeSchema register(String subject, JsonNode body, boolean store) {
    FakeSchema wanted = read(subject, body);
    String mode = inScope(modes, subject);
    boolean explicit = body.has("id") && heedsIds;
    if (mode.startsWith("READONLY")) {
      throw new FakeRefusal(42205, "Subject " + subject + " is in read-only mode");
    }
    if (explicit != mode.equals(IMPORT) && heedsIds) {
      throw new FakeRefusal(
          42205,
          "Subject " + subject + " is not in " + (explicit ? "import" : "read-write") + " mode");
    }
    FakeSchema made = explicit ? imported(wanted, body) : numbered(wanted);
    if (store) {
      subjects.computeIfAbsent(subject, same -> new TreeMap<>()).put(made.version(), made);
      lastIds.merge(context(subject), made.id(), Math::max);
    }
    return made;
  }

  private FakeSchema read(String subject, JsonNode body) {
    JsonNode references = body.path("references");
    references.forEach(
        one -> version(one.path("subject").asText(), one.path("version").asText(), true));
    return new FakeSchema(
        subject,
        0,
        0,
        body.path("schemaType").asText("AVRO"),
        body.path("schema").asText(),
        references.isEmpty()
            ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
            : references,
        false);
  }

  private FakeSchema imported(FakeSchema wanted, JsonNode body) {
    int id = body.path("id").asInt();
    int version = body.path("version").asInt(last(wanted.subject()) + 1);
    byId(id, context(wanted.subject()))
        .filter(one -> !one.content().equals(wanted.content()))
        .ifPresent(
            one -> {
              throw new FakeRefusal(
                  42205, "Overwrite new schema with id " + id + " is not permitted.");
            });
    return at(wanted, version, id);
  }

  private FakeSchema numbered(FakeSchema wanted) {
    Optional<FakeSchema> same =
        live(wanted.subject()).stream()
            .filter(one -> one.content().equals(wanted.content()))
            .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    List<String> faults = faults(wanted);
    if (!faults.isEmpty()) {
      throw new FakeRefusal(
          409, "Schema being registered is incompatible with an earlier schema: " + faults);
    }
    String context = context(wanted.subject());
    int id =
        all().stream()
            .filter(one -> context(one.subject()).equals(context))
            .filter(one -> one.content().equals(wanted.content()))
            .map(FakeSchema::id)
            .findFirst()
            .orElseGet(() -> lastIds.getOrDefault(context, 0) + 1);
    return at(wanted, last(wanted.subject()) + 1, id);
  }

  private static FakeSchema at(FakeSchema wanted, int version, int id) {
    return new FakeSchema(
        wanted.subject(), version, id, wanted.type(), wanted.text(), wanted.references(), false);
  }

  private int last(String subject) {
    return versions(subject).stream().mapToInt(FakeSchema::version).max().orElse(0);
  }

  /** Why a schema would be refused under the level that holds. */
  List<String> faults(FakeSchema wanted) {
    return FakeCompatibility.faults(
        inScope(levels, wanted.subject()), wanted, live(wanted.subject()));
  }

  /** The same for what was sent. */
  List<String> faults(String subject, JsonNode body) {
    return faults(read(subject, body));
  }

  Optional<FakeSchema> byId(int id, String context) {
    return all().stream()
        .filter(one -> one.id() == id && context(one.subject()).equals(context))
        .findFirst();
  }

  /** The version with this content. */
  FakeSchema find(String subject, JsonNode body, boolean deleted) {
    String content = read(subject, body).content();
    return (deleted ? versions(subject) : live(subject))
        .stream()
            .filter(one -> one.content().equals(content))
            .reduce((first, second) -> second)
            .orElseThrow(() -> new FakeRefusal(40403, "Schema not found"));
  }

  void delete(FakeSchema one, boolean permanent) {
    if (inScope(modes, one.subject()).startsWith("READONLY")) {
      throw new FakeRefusal(42205, "Subject " + one.subject() + " is in read-only mode");
    }
    if (permanent && !one.deleted()) {
      throw new FakeRefusal(40407, "Version " + one.version() + " was not deleted first");
    }
    if (isReferred(one)) {
      throw new FakeRefusal(42206, "One or more references exist to the schema");
    }
    if (permanent) {
      subjects.get(one.subject()).remove(one.version());
      if (subjects.get(one.subject()).isEmpty()) {
        subjects.remove(one.subject());
      }
    } else {
      subjects.get(one.subject()).put(one.version(), one.hidden(true));
    }
  }

  private boolean isReferred(FakeSchema one) {
    return all().stream()
        .filter(other -> !other.deleted())
        .flatMap(
            other -> {
              List<JsonNode> references = new ArrayList<>();
              other.references().forEach(references::add);
              return references.stream();
            })
        .anyMatch(
            reference ->
                reference.path("subject").asText().equals(one.subject())
                    && reference.path("version").asInt() == one.version());
  }
}
