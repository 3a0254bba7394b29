package io.strait.replicator.registry;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a schema says.
 *
 * @param type its language
 * @param text as the registry has it
 * @param references what it needs, by name
 */
public record SchemaText(SchemaType type, String text, List<SchemaReference> references) {
  /** Sorts, so that the order in which a registry lists references makes no difference. */
  public SchemaText {
    references =
        references.stream()
            .sorted(
                Comparator.comparing(SchemaReference::name).thenComparing(SchemaReference::subject))
            .toList();
  }

  /** The same with other references. */
  public SchemaText withReferences(UnaryOperator<SchemaReference> change) {
    return new SchemaText(type, text, references.stream().map(change).toList());
  }

  /**
   * Whether two registries mean the same by these: same type, same references, and texts that are
   * equal once {@link CanonicalText} has taken away what registries themselves change.
   */
  public boolean means(SchemaText other) {
    return type == other.type
        && references.equals(other.references)
        && (text.equals(other.text)
            || CanonicalText.of(type, text).equals(CanonicalText.of(other.type, other.text)));
  }

  /** A short sign of the content without its references, for comparison with what was applied. */
  public String digest() {
    return CanonicalText.digest(type, text);
  }
}
