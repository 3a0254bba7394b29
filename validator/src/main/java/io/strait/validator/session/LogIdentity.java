package io.strait.validator.session;

/**
 * Which two logs a proof is about, and what was declared about them.
 *
 * @param sourceTopicId id of the source topic, empty where the brokers have none (before 2.8)
 * @param targetTopic name on the target
 * @param targetTopicId id of the target topic, empty where the brokers have none
 * @param contract what was declared, in words that are equal for equal declarations
 */
public record LogIdentity(
    String sourceTopicId, String targetTopic, String targetTopicId, String contract) {}
