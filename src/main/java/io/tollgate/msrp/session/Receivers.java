package io.tollgate.msrp.session;

import io.tollgate.content.Nature;
import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.codec.Status;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who a CPIM message goes to (RFC 7701 section 6): everybody else when To names the conference or
 * nobody in particular, one participant when it names one. From must be the sender, or nobody. A
 * notification that names somebody (RFC 5438 7: the sender of what it is about) is no private
 * message: it needs no leave, and when the recipient is away there is nobody to tell.
 */
final class Receivers {
  private static final Pattern PORT = Pattern.compile("(@[^@]*[^@:]):\\d+$");

  private final String conference;
  private final boolean privateMessages;

  Receivers(ConferenceTerms terms) {
    this.conference = withoutPort(CpimHead.normal(terms.uri()));
    this.privateMessages = terms.privateMessages();
  }

  Status choose(
      CpimHead cpim,
      Nature nature,
      Member sender,
      Collection<Member> members,
      List<Member> receivers) {
    if (!sender.addresses.maySendFrom(cpim.from())) {
      return Status.FORBIDDEN;
    }
    boolean everybody = true;
    for (String to : cpim.to()) {
      if (!isConference(to) && !to.equals(Addresses.NOBODY)) {
        everybody = false;
        boolean here = named(to, members, receivers);
        Status status = privateMessage(here, cpim.to().size());
        if (!nature.isFree() && status != Status.OK) {
          return status;
        }
      }
    }
    if (everybody) {
      for (Member member : members) {
        if (member != sender && member.leg.isReceiving()) {
          receivers.add(member);
        }
      }
    }
    return Status.OK;
  }

  /** A focus has a port for each transport, and each participant was told the one of their own. */
  private boolean isConference(String to) {
    return withoutPort(to).equals(conference);
  }

  private static String withoutPort(String address) {
    return PORT.matcher(address).replaceFirst("$1");
  }

  private static boolean named(String to, Collection<Member> members, List<Member> receivers) {
    boolean here = false;
    for (Member member : members) {
      if (member.addresses.name(to) && !member.leg.isClosed()) {
        here = true;
        if (member.leg.isReceiving()) {
          receivers.add(member);
        }
      }
    }
    return here;
  }

  private Status privateMessage(boolean here, int named) {
    if (!here) {
      return Status.NO_SUCH_PARTICIPANT;
    }
    if (!privateMessages) {
      return Status.NO_PRIVATE_MESSAGES;
    }
    return named == 1 ? Status.OK : Status.FORBIDDEN;
  }
}
