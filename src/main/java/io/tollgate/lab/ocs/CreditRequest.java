package io.tollgate.lab.ocs;

import java.util.List;
import java.util.OptionalLong;

/**
 * A CCR as the rating engine sees it.
 *
 * @param subscribers the Subscription-Ids in order
 * @param action Requested-Action of an EVENT, else -1
 * @param groups one per Multiple-Services-Credit-Control; an EVENT that asks at command level has
 *     one without a rating group
 * @param refund Refund-Information, empty if there is none
 */
public record CreditRequest(
    String sessionId,
    CreditType type,
    long number,
    boolean retransmission,
    String originHost,
    String originRealm,
    String serviceContext,
    List<String> subscribers,
    int action,
    OptionalLong participants,
    List<Group> groups,
    String refund) {

  public CreditRequest {
    subscribers = List.copyOf(subscribers);
    groups = List.copyOf(groups);
  }

  /**
   * What a request says about one rating group.
   *
   * @param wants whether there is a Requested-Service-Unit
   * @param asked the amounts in it
   * @param used the Used-Service-Units, added up
   * @param reasons Reporting-Reasons, for the log
   * @param triggers Trigger-Types, for the log
   */
  public record Group(
      OptionalLong ratingGroup,
      List<Long> services,
      boolean wants,
      Units asked,
      Units used,
      List<Long> reasons,
      List<Long> triggers) {

    public Group {
      services = List.copyOf(services);
      reasons = List.copyOf(reasons);
      triggers = List.copyOf(triggers);
    }

    /** Names the reservation: the rating group with its services. */
    String key() {
      return (ratingGroup.isPresent() ? Long.toString(ratingGroup.getAsLong()) : "")
          + (services.isEmpty() ? "" : "/" + services);
    }

    long planGroup() {
      return ratingGroup.orElse(0);
    }
  }
}
