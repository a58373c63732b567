package io.tollgate.diameter.information;

import io.tollgate.charging.record.ServiceProfile;
import java.util.Map;

/**
 * How records are put into AVPs where the specifications leave a choice or peers differ.
 *
 * @param serviceContextIds Service-Context-Id of each profile (RFC 8506 8.42)
 * @param nodeFunctionality Node-Functionality 862: 6 is AS
 * @param applicationServerId Application-Server-ID 2101: the SIP URI of this function
 * @param participants where the participants go
 * @param textOmaTypes Application-Service-Type and Application-Session-ID as UTF8String, for peers
 *     with an older dictionary
 * @param zeroUsage whether a report says so when nothing was used
 * @param eventUnitsInCommand units of one-time events at command level (RFC 8506 6.3) and not in
 *     Multiple-Services-Credit-Control (TS 32.299 6.4)
 * @param originStateId Origin-State-Id: the boot time
 */
public record MappingPolicy(
    Map<ServiceProfile, String> serviceContextIds,
    int nodeFunctionality,
    String applicationServerId,
    ParticipantContainer participants,
    boolean textOmaTypes,
    boolean zeroUsage,
    boolean eventUnitsInCommand,
    long originStateId) {

  /** Where Number-Of-Participants and Participant-Group stand. */
  public enum ParticipantContainer {
    /** In PoC-Information 879. */
    POC,
    /** Directly in Service-Information 873. */
    SERVICE_INFORMATION,
    /** Nowhere. */
    NONE
  }

  public MappingPolicy {
    serviceContextIds = Map.copyOf(serviceContextIds);
    for (ServiceProfile profile : ServiceProfile.values()) {
      if (!serviceContextIds.containsKey(profile)) {
        throw new IllegalArgumentException(
            "serviceContextIds: " + serviceContextIds + " (expected: one for " + profile + " too)");
      }
    }
  }

  /** The approved OMA and 3GPP forms. */
  public static MappingPolicy standard(String applicationServerId, long originStateId) {
    return new MappingPolicy(
        Map.of(
            ServiceProfile.IM, "SIMPLE_IM@openmobilealliance.org",
            ServiceProfile.CPM, "CPM@openmobilealliance.org"),
        6,
        applicationServerId,
        ParticipantContainer.POC,
        false,
        true,
        false,
        originStateId);
  }

  String serviceContextId(ServiceProfile profile) {
    return serviceContextIds.getOrDefault(profile, "");
  }
}
