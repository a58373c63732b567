package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.ConferencePlace;
import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.Group;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.KeptConference;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.ServiceFunction;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.Identities;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** Serves conference factories, groups, chat rooms and running conferences. */
public final class ControllingFunction implements ServiceFunction {

  private final FocusContext context;
  private final ConferenceDirectory directory;
  private final GroupBook groups;
  private final MemberLists members;
  private final MessageDesk messages;
  private final OtherServer other;

  public ControllingFunction(
      FocusContext context, ConferenceDirectory directory, GroupBook groups, MemberLists members) {
    this.context = context;
    this.directory = directory;
    this.groups = groups;
    this.members = members;
    other = new OtherServer(context.factory(), context.legs().headers().door());
    this.messages = new MessageDesk(context, groups, members, this::serves);
  }

  /** Whether a request to this URI is for the controlling function. */
  public boolean serves(String requestUri) {
    String uri = Identities.bare(requestUri);
    UserAddress address = UserAddress.of(uri);
    return context.policy().isFactory(uri)
        || FocusIdentity.isOurs(uri, context)
        || groups.find(address) != null
        || directory.find(address) != null;
  }

  @Override
  public void accept(SipServletRequest request, ServiceMark mark) {
    switch (request.getMethod()) {
      case "INVITE" -> invite(request, mark);
      case "SUBSCRIBE", "REFER" -> inConference(request);
      case "MESSAGE" -> messages.accept(request, mark);
      case "OPTIONS" -> options(request);
      default -> {
        SipServletResponse response =
            request.createResponse(SipServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setHeader("Allow", FocusRequests.ALLOWED);
        Answers.finish(request, response);
      }
    }
  }

  private void invite(SipServletRequest request, ServiceMark mark) {
    RecipientList body;
    try {
      body = RecipientList.read(request, context.policy().lists());
      String uri = Identities.bare(request.getRequestURI().toString());
      UserAddress target = UserAddress.of(uri);
      FocusConference running = running(uri);
      Group group = groups.find(target);
      if (running != null && body.message() != null) {
        throw new BodyException(415, "a message in an INVITE to a running conference");
      } else if (running != null) {
        dialIn(request, running, group, body);
      } else if (group != null) {
        callGroup(request, mark, group, body);
      } else if (context.policy().isFactory(uri)) {
        callFactory(request, mark, target, body);
      } else if (FocusIdentity.userOfCluster(uri, context.places()) != null) {
        comeBack(request, mark, uri, body);
      } else {
        Answers.refuse(request, SipServletResponse.SC_NOT_FOUND);
      }
    } catch (BodyException e) {
      Answers.refuse(request, e, context.host());
    }
  }

  private @Nullable FocusConference running(String uri) {
    FocusConference running = directory.find(UserAddress.of(uri));
    String user = FocusIdentity.userOf(uri, context);
    return running != null || user == null ? running : directory.find(FocusIdentity.anywhere(user));
  }

  /** Into a conference that one of the servers has made. */
  private void comeBack(
      SipServletRequest request, ServiceMark mark, String uri, RecipientList body) {
    find(
        request,
        uri,
        kept -> {
          FocusConference running = running(uri);
          if (running != null) {
            dialIn(request, running, null, body);
          } else if (kept == null || body.message() != null) {
            Answers.refuse(request, SipServletResponse.SC_NOT_FOUND);
          } else {
            openAgain(request, mark, kept, context.policy().conference().invitedOnly(), body);
          }
        });
  }

  private void openAgain(
      SipServletRequest request,
      ServiceMark mark,
      KeptConference kept,
      boolean membersOnly,
      RecipientList body) {
    if (kept.admits(caller(request).user(), membersOnly)) {
      open(request, mark, ConferencePlan.again(kept, body.sdp()));
    } else {
      Answers.refuse(
          request, new Refusal(403, "not invited, or removed from the conference", null));
    }
  }

  /** Goes on with what this server is to open again, or with nothing; elsewhere it is sent on. */
  private void find(
      SipServletRequest request, String uri, Consumer<@Nullable KeptConference> here) {
    String user = FocusIdentity.userOfCluster(uri, context.places());
    Owner owner = owner(request);
    Consumer<ConferencePlace> told =
        place -> owner.execute(() -> at(place, request, here, () -> here.accept(null)));
    context.places().find(user == null ? UserAddress.of(uri).uri() : user, told);
  }

  private void at(
      ConferencePlace place,
      SipServletRequest request,
      Consumer<@Nullable KeptConference> here,
      Runnable nowhere) {
    if (place instanceof ConferencePlace.Here known) {
      here.accept(known.kept());
    } else if (place instanceof ConferencePlace.There there) {
      other.forward(request, there.server());
    } else if (place instanceof ConferencePlace.Unreachable silent) {
      Answers.refuse(
          request,
          new Refusal(503, "the conference's server is silent", silent.retryAfterSeconds()));
    } else {
      nowhere.run();
    }
  }

  private void dialIn(
      SipServletRequest request,
      FocusConference running,
      @Nullable Group group,
      RecipientList body) {
    Caller caller = caller(request);
    User user = caller.user();
    if (group == null || group.open()) {
      running.dialIn(request, user, caller.displayName(), text(body));
      return;
    }
    members.of(
        group,
        owner(request),
        found -> {
          if (found.contains(user)) {
            running.dialIn(request, user, caller.displayName(), text(body));
          } else {
            Answers.refuse(request, new Refusal(403, "not a member of the group", null));
          }
        },
        problem -> Answers.refuse(request, new Refusal(503, problem, 30)));
  }

  private static String text(RecipientList body) {
    return body.sdp() == null ? "" : body.sdp();
  }

  private void callFactory(
      SipServletRequest request, ServiceMark mark, UserAddress factory, RecipientList body)
      throws BodyException {
    User initiator = caller(request).user();
    List<Invitation> invitations =
        body.invitations(initiator, List.of(factory), context.policy().lists().duplicates());
    open(
        request,
        mark,
        new ConferencePlan(
            SessionType.AD_HOC, null, null, null, invitations, body.sdp(), body.message(), null));
  }

  private void callGroup(
      SipServletRequest request, ServiceMark mark, Group group, RecipientList body) {
    User initiator = caller(request).user();
    members.of(
        group,
        owner(request),
        found -> {
          if (!group.open() && !found.contains(initiator)) {
            Answers.refuse(request, new Refusal(403, "not a member of the group", null));
            return;
          }
          boolean room = group.kind() == Group.Kind.CHAT_ROOM;
          List<Invitation> invitations =
              room
                  ? List.of()
                  : found.others(initiator, group.uri()).stream()
                      .map(member -> new Invitation(member, null, initiator.shown()))
                      .toList();
          claim(
              request,
              group,
              body,
              kept -> {
                if (kept != null) {
                  openAgain(request, mark, kept, false, body);
                  return;
                }
                open(
                    request,
                    mark,
                    new ConferencePlan(
                        room ? SessionType.CHAT : SessionType.PRE_ARRANGED,
                        group.uri(),
                        group.name(),
                        group.owner().orElse(null),
                        invitations,
                        body.sdp(),
                        body.message(),
                        null));
              });
        },
        problem -> Answers.refuse(request, new Refusal(503, problem, 30)));
  }

  /** The first server that is called has the group. */
  private void claim(
      SipServletRequest request,
      Group group,
      RecipientList body,
      Consumer<@Nullable KeptConference> ours) {
    if (context.places() == ConferencePlaces.ALONE) {
      ours.accept(null);
      return;
    }
    String key = group.uri().uri();
    Owner owner = owner(request);
    context
        .places()
        .claim(
            key,
            place ->
                owner.execute(
                    () ->
                        at(
                            place,
                            request,
                            kept -> {
                              // Another called it while this server asked.
                              FocusConference running = directory.find(group.uri());
                              if (running != null) {
                                dialIn(request, running, group, body);
                              } else {
                                ours.accept(kept);
                                context.places().givenUp(key);
                              }
                            },
                            () -> Answers.refuse(request, SipServletResponse.SC_NOT_FOUND))));
  }

  /** Everything that can be refused without charging is refused here. */
  private void open(SipServletRequest request, ServiceMark mark, ConferencePlan plan) {
    if (plan.message() != null && plan.invitations().isEmpty()) {
      Answers.refuse(
          request,
          new BodyException(415, "a message in an INVITE that invites nobody"),
          context.host());
      return;
    }
    int most = context.policy().conference().maxParticipants();
    if (plan.invitations().size() + 1 > most) {
      Answers.refuse(
          request,
          new BodyException(
              413,
              "a conference of "
                  + (plan.invitations().size() + 1)
                  + " (expected: <= "
                  + most
                  + ")"),
          context.host());
      return;
    }
    UserAddress initiator = caller(request).address();
    Optional<Refusal> full = context.quota().take(initiator);
    if (full.isPresent()) {
      Answers.refuse(request, full.get());
      return;
    }
    Optional<Refusal> tooFast = context.rate().take(plan.invitations().size());
    if (tooFast.isPresent()) {
      context.quota().giveBack(initiator);
      Answers.refuse(request, tooFast.get());
      return;
    }
    FocusConference.open(context, directory, request, mark, plan);
  }

  private Caller caller(SipServletRequest request) {
    return new Caller(context.legs().headers().door().believe(request));
  }

  /** A subscription (RFC 4575 3) or a REFER in a dialog of its own. */
  private void inConference(SipServletRequest request) {
    String uri = Identities.bare(request.getRequestURI().toString());
    FocusConference running = running(uri);
    if (running == null) {
      find(request, uri, kept -> Answers.refuse(request, SipServletResponse.SC_NOT_FOUND));
    } else {
      OwnDialog.begin(running, request, caller(request).user(), owner(request));
    }
  }

  /** Of a request that a task may fail to answer. */
  private Owner owner(SipServletRequest request) {
    Owner owner = context.owners().apply(request.getApplicationSession());
    owner.onFailure(
        why -> {
          if (!request.isCommitted()) {
            Answers.refuse(request, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
          }
        });
    return owner;
  }

  private static void options(SipServletRequest request) {
    SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
    ok.setHeader("Allow", FocusRequests.ALLOWED);
    ok.setHeader("Accept", "application/sdp, application/resource-lists+xml, multipart/mixed");
    ok.setHeader(
        "Supported",
        "recipient-list-invite, recipient-list-message, multiple-refer, norefersub, timer");
    ok.setHeader("Allow-Events", "conference, refer");
    Sending.send(ok);
    request.getApplicationSession().setInvalidateWhenReady(true);
  }
}
