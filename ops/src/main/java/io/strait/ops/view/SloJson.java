package io.strait.ops.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.slo.Budget;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.SloWords;
import io.strait.validator.slo.WindowBurn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How links keep what is promised, for machines; field names are stable. Unknown is left out. */
public final class SloJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private SloJson() {}

  /** All links. */
  public static ArrayNode of(List<SloStatus> all) {
    ArrayNode array = MAPPER.createArrayNode();
    all.forEach(one -> array.add(of(one)));
    return array;
  }

  /** One link. */
  public static ObjectNode of(SloStatus status) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("link", status.link().value());
    json.put("owner", status.owner());
    json.put("at", status.at().toString());
    json.put("window", SloWords.time(status.objectives().window()));
    ArrayNode objectives = json.putArray("objectives");
    status.evaluations().forEach(one -> put(objectives.addObject(), one, status));
    ArrayNode actions = json.putArray("actions");
    status.actions().forEach(one -> put(actions.addObject(), one, status));
    ArrayNode grants = json.putArray("grants");
    status.grants().forEach(one -> put(grants.addObject(), one, status.at()));
    status.problems().forEach(json.putArray("problems")::add);
    return json;
  }

  private static void put(ObjectNode json, Evaluation evaluation, SloStatus status) {
    json.put("objective", evaluation.objective().sli().word());
    json.put("meaning", evaluation.objective().sli().meaning());
    json.put("target_percent", evaluation.objective().percent().doubleValue());
    within(evaluation, status.objectives())
        .ifPresent(within -> json.put("within_ms", within.toMillis()));
    json.put("level", evaluation.level().name().toLowerCase(Locale.ROOT));
    Optional.ofNullable(status.unmeasured().get(evaluation.objective().sli()))
        .ifPresent(why -> json.put("no_data", why));
    evaluation.budget().ifPresent(budget -> put(json, budget));
    ArrayNode windows = json.putArray("burn");
    evaluation.windows().forEach(one -> put(windows.addObject(), one));
  }

  private static Optional<Duration> within(Evaluation evaluation, Objectives objectives) {
    return switch (evaluation.objective().sli()) {
      case FRESHNESS -> Optional.of(objectives.within().fresh());
      case COMPLETENESS -> Optional.of(objectives.within().proved());
      case OFFSETS -> Optional.of(objectives.within().groups());
      case CORRECTNESS, ORDER, DUPLICATES -> Optional.empty();
    };
  }

  private static void put(ObjectNode json, Budget budget) {
    json.put("good", budget.counts().good());
    json.put("bad", budget.counts().bad());
    json.put("good_percent", 100 * (1 - budget.counts().badShare()));
    json.put("since", budget.since().toString());
    json.put("budget_left_percent", budget.leftPercent());
    budget.exhausted().ifPresent(time -> json.put("exhausted_in_s", time.toSeconds()));
  }

  private static void put(ObjectNode json, WindowBurn burn) {
    json.put("long", SloWords.time(burn.rule().longWindow()));
    json.put("short", SloWords.time(burn.rule().shortWindow()));
    json.put("limit", burn.rule().factor());
    json.put("severity", burn.rule().severity().name().toLowerCase(Locale.ROOT));
    json.put("burning", burn.burning().name().toLowerCase(Locale.ROOT));
    if (burn.overLong().total() > 0) {
      json.put("long_rate", burn.longRate());
    }
    if (burn.overShort().total() > 0) {
      json.put("short_rate", burn.shortRate());
    }
    json.put("long_events", burn.overLong().total());
    json.put("long_bad", burn.overLong().bad());
  }

  private static void put(ObjectNode json, SloStatus.Action action, SloStatus status) {
    json.put("action", action.taken().kind().word());
    json.put("in_force", action.lifted().isEmpty());
    json.put("since", action.taken().since().toString());
    json.put("reason", action.taken().reason());
    json.put("effect", action.effect());
    action.taken().calmSince().ifPresent(at -> json.put("calm_since", at.toString()));
    action.lifted().ifPresent(grant -> json.put("lifted_by_grant", grant.id()));
    json.put("override", SloText.override(status.link(), action.taken().kind()));
  }

  /** One grant. */
  public static ObjectNode of(Grant grant, Instant now) {
    ObjectNode json = MAPPER.createObjectNode();
    put(json, grant, now);
    return json;
  }

  private static void put(ObjectNode json, Grant grant, Instant now) {
    json.put("id", grant.id());
    json.put("action", grant.kind().word());
    json.put("by", grant.by());
    json.put("at", grant.at().toString());
    json.put("until", grant.until().toString());
    json.put("holds", grant.holds(now));
    json.put("reason", grant.reason());
  }
}
