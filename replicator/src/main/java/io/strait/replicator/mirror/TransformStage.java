package io.strait.replicator.mirror;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** One transform, ready to run, with its predicate. One thread. */
record TransformStage(
    String type,
    Transformation<SourceRecord> transform,
    Optional<Predicate<SourceRecord>> predicate,
    boolean negate)
    implements AutoCloseable {

  /**
   * @throws IllegalArgumentException if a class is missing or refuses its settings
   */
  static TransformStage of(TransformSpec spec) {
    @SuppressWarnings("unchecked")
    Transformation<SourceRecord> transform = made(spec.type(), Transformation.class);
    configure(spec.type(), () -> transform.configure(spec.config()));
    Optional<Predicate<SourceRecord>> predicate = spec.predicate().map(TransformStage::predicate);
    return new TransformStage(
        spec.type(),
        transform,
        predicate,
        spec.predicate().map(TransformSpec.PredicateSpec::negate).orElse(false));
  }

  private static Predicate<SourceRecord> predicate(TransformSpec.PredicateSpec spec) {
    @SuppressWarnings("unchecked")
    Predicate<SourceRecord> predicate = made(spec.type(), Predicate.class);
    configure(spec.type(), () -> predicate.configure(Map.copyOf(spec.config())));
    return predicate;
  }

  /** The record after the transform; {@code null} if it is filtered out. */
  SourceRecord apply(SourceRecord entry) {
    boolean chosen = predicate.isEmpty() || predicate.get().test(entry) != negate;
    return chosen ? transform.apply(entry) : entry;
  }

  @Override
  public void close() {
    transform.close();
    predicate.ifPresent(Predicate::close);
  }

  private static <T> T made(String type, Class<T> kind) {
    try {
      Object made =
          Class.forName(type, true, TransformStage.class.getClassLoader())
              .getDeclaredConstructor()
              .newInstance();
      return kind.cast(made);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "class '" + type + "' is not on the class path; add its jar or correct the name", e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "class '" + type + "' is no " + kind.getName() + " of Kafka Connect", e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("class '" + type + "' fails: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "class '" + type + "' cannot be made: it needs a public constructor without arguments",
          e);
    }
  }

  private static void configure(String type, Runnable act) {
    try {
      act.run();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(type + " refuses its settings: " + e.getMessage(), e);
    }
  }
}
