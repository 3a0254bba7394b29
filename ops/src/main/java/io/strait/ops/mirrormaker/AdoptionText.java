package io.strait.ops.mirrormaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.mirror.adopt.AdoptionPlan;
import io.strait.replicator.mirror.adopt.AdoptionProof;
import io.strait.replicator.mirror.adopt.HandBack;
import io.strait.replicator.mirror.adopt.PartitionPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A take-over and a hand-back, as text and as JSON. */
public final class AdoptionText {
  private AdoptionText() {}

  /** One line per partition, and what is to be known about it below. */
  public static String text(AdoptionPlan plan) {
    StringBuilder text = new StringBuilder();
    for (PartitionPlan one : plan.partitions()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %s -> %s  goes on at source offset %d = target offset %d  %s  %d records%n",
              one.standing().name().toLowerCase(Locale.ROOT),
              one.source(),
              one.target(),
              one.next(),
              one.targetEnd(),
              offsets(one),
              one.counts().matched()));
      one.notes().forEach(note -> text.append("         ").append(note).append('\n'));
      one.refusals().forEach(why -> text.append("         refused: ").append(why).append('\n'));
    }
    plan.notMade()
        .forEach(topic -> text.append("begins   ").append(topic).append(": no mirror yet\n"));
    return text.toString();
  }

  private static String offsets(PartitionPlan one) {
    return one.isExact() ? "offsets equal" : "offsets mapped (" + one.map().size() + " pieces)";
  }

  /** For programs. */
  public static ObjectNode json(AdoptionPlan plan, Optional<AdoptionProof> proof) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("possible", plan.isPossible());
    ArrayNode partitions = root.putArray("partitions");
    plan.partitions().forEach(one -> partition(partitions.addObject(), one));
    plan.notMade().forEach(root.putArray("begins")::add);
    proof.ifPresent(
        found -> {
          ObjectNode node = root.putObject("proof");
          node.put("holds", found.holds());
          node.put("records", found.records());
          found.differences().forEach(node.putArray("differences")::add);
        });
    return root;
  }

  private static void partition(ObjectNode node, PartitionPlan one) {
    node.put("source", one.source().toString());
    node.put("target", one.target().toString());
    node.put("standing", one.standing().name().toLowerCase(Locale.ROOT));
    one.committed().ifPresent(last -> node.put("committed", last));
    node.put("next", one.next());
    node.put("target_end", one.targetEnd());
    node.put("offsets", one.isExact() ? "equal" : "mapped");
    node.put("matched", one.counts().matched());
    node.put("repeated", one.counts().repeated());
    node.put("aborted", one.counts().aborted());
    node.put("early", one.counts().early());
    node.put("missing", one.counts().missing());
    one.notes().forEach(node.putArray("notes")::add);
    one.refusals().forEach(node.putArray("refusals")::add);
  }

  /** One line per partition. */
  public static String text(List<HandBack.Handed> handed) {
    StringBuilder text = new StringBuilder();
    for (HandBack.Handed one : handed) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s -> %s  MirrorMaker 2 goes on at source offset %d = target offset %d (committed"
                  + " until now: %s)%n",
              one.source(),
              one.target(),
              one.next(),
              one.targetEnd(),
              one.before().map(String::valueOf).orElse("nothing")));
    }
    return text.toString();
  }

  /** For programs. */
  public static ArrayNode json(List<HandBack.Handed> handed) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (HandBack.Handed one : handed) {
      ObjectNode node = all.addObject();
      node.put("source", one.source().toString());
      node.put("target", one.target().toString());
      node.put("next", one.next());
      node.put("target_end", one.targetEnd());
      one.before().ifPresent(last -> node.put("committed_before", last));
    }
    return all;
  }
}
