package io.tollgate.lab.ocs;

import java.util.List;
import java.util.OptionalLong;

/** Requests as a client makes them, one rating group each unless said otherwise. */
final class Ccr {

  static final String ALICE = "sip:alice@example.com";

  private Ccr() {}

  static CreditRequest initial(CreditRequest.Group... groups) {
    return request(CreditType.INITIAL, 0, -1, groups);
  }

  static CreditRequest update(long number, CreditRequest.Group... groups) {
    return request(CreditType.UPDATE, number, -1, groups);
  }

  static CreditRequest termination(long number, CreditRequest.Group... groups) {
    return request(CreditType.TERMINATION, number, -1, groups);
  }

  static CreditRequest event(int action, CreditRequest.Group... groups) {
    return request(CreditType.EVENT, 0, action, groups);
  }

  static CreditRequest request(
      CreditType type, long number, int action, CreditRequest.Group... groups) {
    return new CreditRequest(
        type == CreditType.EVENT ? "e;" + action : "s;1",
        type,
        number,
        false,
        "client.example.com",
        "example.com",
        "SIMPLE_IM@openmobilealliance.org",
        List.of(ALICE),
        action,
        OptionalLong.empty(),
        List.of(groups),
        "");
  }

  static CreditRequest with(CreditRequest request, long participants) {
    return new CreditRequest(
        request.sessionId(),
        request.type(),
        request.number(),
        false,
        request.originHost(),
        request.originRealm(),
        request.serviceContext(),
        request.subscribers(),
        request.action(),
        OptionalLong.of(participants),
        request.groups(),
        request.refund());
  }

  /** Requested-Service-Unit without an amount. */
  static CreditRequest.Group wants(long ratingGroup) {
    return group(ratingGroup, true, Units.NONE, Units.NONE);
  }

  static CreditRequest.Group wants(long ratingGroup, Units asked) {
    return group(ratingGroup, true, asked, Units.NONE);
  }

  static CreditRequest.Group usedAndWants(long ratingGroup, Units used) {
    return group(ratingGroup, true, Units.NONE, used);
  }

  static CreditRequest.Group used(long ratingGroup, Units used) {
    return group(ratingGroup, false, Units.NONE, used);
  }

  private static CreditRequest.Group group(
      long ratingGroup, boolean wants, Units asked, Units used) {
    return new CreditRequest.Group(
        OptionalLong.of(ratingGroup), List.of(), wants, asked, used, List.of(), List.of());
  }

  static Units messages(long count) {
    return new Units(count, 0, 0);
  }
}
