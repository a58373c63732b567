package io.tollgate.sip.controlling;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.Group;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Identities;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Takes MESSAGEs to many: to a factory with a recipient list (RFC 5365), or to a pre-arranged group
 * from one of its members. What can be refused without charging is refused here.
 */
final class MessageDesk {

  private final FocusContext context;
  private final GroupBook groups;
  private final MemberLists members;
  private final Predicate<String> ours;

  /**
   * @param ours URIs that come back here: no copy goes to them, as lists of lists could run in
   *     circles and grow on each round
   */
  MessageDesk(FocusContext context, GroupBook groups, MemberLists members, Predicate<String> ours) {
    this.context = context;
    this.groups = groups;
    this.members = members;
    this.ours = ours;
  }

  void accept(SipServletRequest request, ServiceMark mark) {
    String uri = Identities.bare(request.getRequestURI().toString());
    Group group = groups.find(UserAddress.of(uri));
    try {
      ListedMessage message = ListedMessage.read(request, context.policy().lists());
      if (group != null && group.kind() == Group.Kind.PRE_ARRANGED) {
        toGroup(request, mark, group, message);
      } else if (group == null && context.policy().isFactory(uri)) {
        toList(request, mark, UserAddress.of(uri), message);
      } else {
        Answers.refuse(request, SipServletResponse.SC_METHOD_NOT_ALLOWED);
      }
    } catch (BodyException e) {
      Answers.refuse(request, e, context.host());
    }
  }

  private void toList(
      SipServletRequest request, ServiceMark mark, UserAddress service, ListedMessage message)
      throws BodyException {
    User sender = caller(request).user();
    List<String> recipients =
        new RecipientList(null, message.entries(), false, null)
            .invitations(sender, List.of(service), context.policy().lists().duplicates()).stream()
                .map(Invitation::uri)
                .toList();
    for (String recipient : recipients) {
      if (ours.test(recipient)) {
        throw new BodyException(400, "recipient " + recipient + " (expected: a user)");
      }
    }
    send(request, mark, message, SessionType.AD_HOC, null, recipients);
  }

  private void toGroup(
      SipServletRequest request, ServiceMark mark, Group group, ListedMessage message) {
    User sender = caller(request).user();
    members.of(
        group,
        context.owners().apply(request.getApplicationSession()),
        found -> {
          if (!group.open() && !found.contains(sender)) {
            Answers.refuse(request, new Refusal(403, "not a member of the group", null));
            return;
          }
          List<String> recipients =
              found.others(sender, group.uri()).stream().filter(ours.negate()).toList();
          send(request, mark, message, SessionType.PRE_ARRANGED, group, recipients);
        },
        problem -> Answers.refuse(request, new Refusal(503, problem, 30)));
  }

  private void send(
      SipServletRequest request,
      ServiceMark mark,
      ListedMessage message,
      SessionType type,
      @Nullable Group group,
      List<String> recipients) {
    if (recipients.isEmpty() || message.content().isEmpty()) {
      BodyException why =
          new BodyException(
              400,
              message.content().isEmpty() ? "no message beside the list" : "nobody to send it to");
      Answers.refuse(request, why, context.host());
      return;
    }
    Optional<Refusal> tooFast = context.rate().take(recipients.size());
    if (tooFast.isPresent()) {
      Answers.refuse(request, tooFast.get());
      return;
    }
    ChargingVector vector = caller(request).vector(context.host());
    ListedMessage.Payload payload = message.payload();
    new MessageToMany(
            context,
            isFree(request, payload),
            request,
            terms(request, mark, vector, type, group),
            payload,
            new MessageCopies(context, request, payload, vector),
            recipients)
        .begin();
  }

  private boolean isFree(SipServletRequest request, ListedMessage.Payload payload) {
    return context.policy().charges() == ConferencePayer.NONE
        || context
            .contents()
            .isFree(request, payload.type(), payload.bytes(), caller(request).address().uri());
  }

  /** Conflict C16: the group's owner pays, or else who sends. */
  private SessionTerms terms(
      SipServletRequest request,
      ServiceMark mark,
      ChargingVector vector,
      SessionType type,
      @Nullable Group group) {
    Caller caller = caller(request);
    UserAddress sender = caller.address();
    UserAddress owner =
        group == null
            ? sender
            : group.owner().filter(named -> !caller.user().is(named)).orElse(sender);
    ConferenceTerms many =
        new ConferenceTerms(
            Identities.bare(request.getRequestURI().toString()),
            context.sessionNumbers().getAsLong(),
            type,
            owner,
            sender,
            null);
    return new FocusTerms(request, caller, mark, vector, many, group == null ? null : group.name())
        .paidBy(context.policy().charges() == ConferencePayer.OWNER ? owner : sender);
  }

  private Caller caller(SipServletRequest request) {
    return new Caller(context.legs().headers().door().believe(request));
  }
}
