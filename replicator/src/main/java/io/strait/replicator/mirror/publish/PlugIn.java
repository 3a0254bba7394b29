package io.strait.replicator.mirror.publish;

/** Makes objects of classes that an operator names. */
final class PlugIn {
  private PlugIn() {}

  /**
   * @throws IllegalArgumentException if that cannot be
   */
  static <T> T of(String type, Class<T> kind) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class<?> found =
          Class.forName(type, true, loader == null ? PlugIn.class.getClassLoader() : loader);
      return kind.cast(found.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class '" + type + "'; put its jar on the class path (STRAIT_CLASSPATH)", e);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalArgumentException(
          "class '" + type + "' is no " + kind.getSimpleName() + " that can be made: " + e, e);
    }
  }
}
