package io.strait.ops.mirrormaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.mirror.mm2.KeyFate;
import io.strait.replicator.mirror.mm2.KeyProblem;
import io.strait.replicator.mirror.mm2.KeyUse;
import io.strait.replicator.mirror.mm2.MirrorMakerPlan;
import java.util.List;
import java.util.Locale;

/** What becomes of the keys of an {@code mm2.properties}, as text and as JSON. */
public final class KeysText {
  private KeysText() {}

  /** For people: first what matters most. */
  public static String text(MirrorMakerPlan plan) {
    StringBuilder text = new StringBuilder();
    section(text, plan, KeyUse.BECOMES, "Becomes");
    section(text, plan, KeyUse.DIFFERENT, "Is done in another way");
    section(text, plan, KeyUse.ADOPTION, "Is used by 'strait mm2 adopt'");
    section(text, plan, KeyUse.NOT_NEEDED, "Is not needed");
    section(text, plan, KeyUse.IGNORED, "MirrorMaker 2 itself ignores it there");
    for (KeyProblem problem : plan.problems()) {
      text.append("error: ").append(problem).append('\n');
    }
    return text.toString();
  }

  private static void section(
      StringBuilder text, MirrorMakerPlan plan, KeyUse use, String heading) {
    List<KeyFate> keys = plan.keys().stream().filter(key -> key.use() == use).toList();
    if (keys.isEmpty()) {
      return;
    }
    int width = keys.stream().mapToInt(key -> key.key().length()).max().orElse(0);
    text.append(heading).append(":\n");
    keys.forEach(
        key ->
            text.append(
                String.format(Locale.ROOT, "  %-" + width + "s  %s%n", key.key(), key.text())));
    text.append('\n');
  }

  /** For programs. */
  public static ObjectNode json(MirrorMakerPlan plan) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode keys = root.putArray("keys");
    plan.keys()
        .forEach(
            key ->
                keys.addObject()
                    .put("key", key.key())
                    .put("use", key.use().name().toLowerCase(Locale.ROOT))
                    .put("text", key.text()));
    ArrayNode problems = root.putArray("problems");
    plan.problems()
        .forEach(
            problem ->
                problems
                    .addObject()
                    .put("key", problem.key())
                    .put("what", problem.what())
                    .put("advice", problem.advice()));
    return root;
  }
}
