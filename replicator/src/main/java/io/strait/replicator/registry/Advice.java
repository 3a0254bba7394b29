package io.strait.replicator.registry;

import io.strait.replicator.cluster.FaultKind;

/** What to do about a registry's refusal. */
final class Advice {
  private static final int OPERATION_NOT_PERMITTED = 42205;
  private static final int REFERENCE_EXISTS = 42206;
  private static final int ID_TAKEN = 42207;

  private Advice() {}

  static FaultKind kind(int status) {
    return status == 0 || status >= 500 || status == 429
        ? FaultKind.RETRIABLE
        : FaultKind.NEEDS_HUMAN;
  }

  /** Completes the sentence "...; ". */
  static String after(int status, int code) {
    return switch (code) {
      case OPERATION_NOT_PERMITTED ->
          "change the mode of the subject or of the registry (PUT /mode) or let nobody else write";
      case REFERENCE_EXISTS -> "delete what refers to it first";
      case ID_TAKEN -> "the id belongs to another schema there: set 'twin.schemas.ids: remap'";
      default -> afterStatus(status);
    };
  }

  private static String afterStatus(int status) {
    return switch (status) {
      case 401 -> "check 'registry.user' and 'registry.password', or 'registry.token'";
      case 403 ->
          "give this account the right to read and write subjects, compatibility and modes"
              + " (Apicurio: the role sr-admin, for export and import)";
      case 404 -> "check 'registry.url', 'registry.prefix' and 'registry.type'";
      case 409 ->
          "the schema is incompatible with what is there: change the compatibility level of the"
              + " subject there, or the schema";
      case 422 -> "the registry does not take this schema as it is";
      default -> "look at the registry's own log; it is tried again at the next comparison";
    };
  }
}
