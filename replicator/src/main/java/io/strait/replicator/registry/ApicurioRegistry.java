package io.strait.replicator.registry;

import static io.strait.replicator.registry.RegistryHttp.part;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Apicurio Registry, by its native API where its imitation of Confluent's tells too little: that
 * hides subjects whose newest version is deleted, does not find the versions of deleted ones, and
 * takes explicit ids without heeding them.
 */
public final class ApicurioRegistry implements SchemaRegistry {
  private static final String ZIP = "application/zip";

  private final RegistryHttp http;
  private final ConfluentRegistry imitation;
  private final String base;
  private final RegistryAbout about;
  private final Clock clock;

  /**
   * @param base path of the native API, of version 2 or 3
   */
  ApicurioRegistry(
      RegistryHttp http,
      ConfluentRegistry imitation,
      String base,
      RegistryAbout about,
      Clock clock) {
    this.http = http;
    this.imitation = imitation;
    this.base = base;
    this.about = about;
    this.clock = clock;
  }

  @Override
  public RegistrySpec spec() {
    return http.spec();
  }

  @Override
  public RegistryAbout about() {
    return about;
  }

  /** Its modes, where it has any, are not enforced. */
  @Override
  public boolean isReadOnly(String context) {
    return false;
  }

  @Override
  public RegistryState read() {
    return new ApicurioArchive(spec().group()).read(export());
  }

  private byte[] export() {
    return http.with("Accept", ZIP)
        .send("exporting everything", "GET", base + "/admin/export", Optional.empty());
  }

  /**
   * Registers all of these under their own ids and versions. The registry reports no error for
   * those that it leaves out, or for a version that it binds to another content which has the id
   * already; so those are sorted out before, and the caller reads back.
   *
   * @return why some were not even tried, by key
   */
  public Map<SchemaKey, String> keep(List<SchemaVersion> versions) {
    byte[] export = export();
    ApicurioArchive before = new ApicurioArchive(spec().group());
    RegistryState state = before.read(export);
    ApicurioIds ids = before.ids();
    Map<SchemaKey, String> refused = new HashMap<>();
    List<SchemaVersion> possible = new ArrayList<>();
    for (SchemaVersion version : versions) {
      conflict(version, ids, spec().group())
          .ifPresentOrElse(why -> refused.put(version.key(), why), () -> possible.add(version));
    }
    if (!possible.isEmpty()) {
      byte[] archive =
          new ApicurioImport(spec().group(), ids.lastVersion(), clock)
              .of(possible, latest(state, possible));
      http.with("Content-Type", ZIP)
          .send(
              "importing " + possible.size() + " schemas",
              "POST",
              base + "/admin/import" + (isThird() ? "?requireEmptyRegistry=false" : ""),
              Optional.of(archive));
    }
    return refused;
  }

  private static Optional<String> conflict(SchemaVersion version, ApicurioIds ids, String group) {
    String hash = ApicurioImport.contentHash(version.text(), group);
    String there = ids.contents().get(version.id());
    if (there != null && !there.equals(hash)) {
      return Optional.of("id " + version.id() + " belongs to another schema there");
    }
    return ids.contents().entrySet().stream()
        .filter(one -> one.getValue().equals(hash) && one.getKey() != version.id())
        .findFirst()
        .map(one -> "the registry has this schema under id " + one.getKey() + " already");
  }

  private static Map<String, Integer> latest(RegistryState state, List<SchemaVersion> added) {
    Map<String, Integer> latest = new HashMap<>();
    state.versions().keySet().forEach(key -> latest.merge(key.subject(), key.version(), Math::max));
    added.forEach(one -> latest.merge(one.key().subject(), one.key().version(), Math::max));
    return latest;
  }

  private boolean isThird() {
    return base.endsWith("v3");
  }

  @Override
  public Optional<SchemaText> byId(int id, String context) {
    return imitation.byId(id, SubjectName.DEFAULT);
  }

  @Override
  public SchemaVersion register(String subject, SchemaText text) {
    // Its imitation guesses the type of a JSON Schema from the text, and often cannot.
    return text.type() == SchemaType.JSON
        ? registerNatively(subject, text)
        : imitation.register(subject, text);
  }

  private SchemaVersion registerNatively(String subject, SchemaText text) {
    String doing = "registering a schema under '" + subject + "'";
    JsonNode stored =
        isThird()
            ? ApicurioCreate.third(http, doing, artifacts(), subject, text)
            : ApicurioCreate.second(http, doing, artifacts(), subject, text);
    int id = stored.path("contentId").asInt();
    if (byId(id, SubjectName.DEFAULT).filter(found -> found.means(text)).isEmpty()) {
      throw RegistryException.notStored(spec(), doing);
    }
    return new SchemaVersion(
        new SchemaKey(subject, stored.path("version").asInt()), id, text, false);
  }

  private String artifacts() {
    return base + "/groups/" + part(spec().group()) + "/artifacts";
  }

  @Override
  public void softDelete(SchemaKey key) {
    imitation.softDelete(key);
  }

  @Override
  public void restore(SchemaVersion version) {
    SchemaKey key = version.key();
    http.with("Content-Type", "application/json")
        .write(
            "showing " + key + " again",
            "PUT",
            artifacts() + "/" + part(key.subject()) + "/versions/" + key.version() + "/state",
            RegistryHttp.object().put("state", "ENABLED"));
  }

  @Override
  public void setLevel(String subject, Optional<String> level) {
    imitation.setLevel(subject, level);
  }

  @Override
  public void setGlobalLevel(String context, String level) {
    imitation.setGlobalLevel(SubjectName.DEFAULT, level);
  }

  @Override
  public Verdict check(String subject, SchemaText text) {
    return imitation.check(subject, text);
  }
}
