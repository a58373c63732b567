package io.tollgate.settings;

import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.conference.Duplicates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The focus. */
public record ConferenceSettings(
    @Setting(
            value =
                "Who pays for a conference at the controlling function (TS 32.272 5.1.1): its owner,"
                    + " whoever initiated it, each participant for their own stay, or nobody.",
            byDefault = "owner")
        ConferencePayer charges,
    @Setting(
            atReload = true,
            value =
                "A file with groups and chat rooms, one on a line: `sip:team@example.com group"
                    + " owner=sip:alice@example.com members=sip:bob@example.com,...` or"
                    + " `sip:news@example.com room open`; members may also be an .xml file or an http"
                    + " URL of a resource-lists document.",
            byDefault = "")
        Optional<Path> groupsFile,
    @Setting(
            value = "Fewer participants, invited ones included, end a conference.",
            byDefault = "2",
            min = "1",
            max = "1000",
            unit = "participants")
        int minimum,
    @Setting(
            value = "Fewer participants end a chat room, or a conference nobody was invited to.",
            byDefault = "1",
            min = "1",
            max = "1000",
            unit = "participants")
        int chatMinimum,
    @Setting(value = "A conference ends when its owner leaves.", byDefault = "false")
        boolean endsWithOwner,
    @Setting(
            value = "The longest a conference may last; 0s for ever.",
            byDefault = "24h",
            min = "0s",
            max = "720h")
        Duration maxDuration,
    @Setting(
            value = "Most participants of a conference, invited ones included.",
            byDefault = "500",
            min = "2",
            max = "10000",
            unit = "participants")
        int maxParticipants,
    @Setting(
            value = "Most conferences that one user may have open at once as their initiator.",
            byDefault = "20",
            min = "1",
            max = "100000",
            unit = "conferences")
        int maxPerUser,
    @Setting(
            value = "Most conferences of this node; more get 503.",
            byDefault = "10000",
            min = "1",
            max = "1000000",
            unit = "conferences")
        int maxPerNode,
    @Setting(
            value = "Most invitations that this node sends in a second; a list beyond it gets 503.",
            byDefault = "2000",
            min = "1",
            max = "1000000",
            unit = "invitations")
        int invitationsPerSecond,
    @Setting(
            value =
                "Invitations that may be out without any response; those of larger fan-outs wait"
                    + " their turn.",
            byDefault = "100",
            min = "1",
            max = "100000",
            unit = "invitations")
        int invitationsOut,
    @Setting(
            value = "Largest resource list; larger ones get 413.",
            byDefault = "65536",
            min = "1024",
            max = "10485760",
            unit = "bytes")
        int listBytes,
    @Setting(
            value = "Most entries of a resource list; longer ones get 413.",
            byDefault = "499",
            min = "1",
            max = "10000",
            unit = "entries")
        int listEntries,
    @Setting(
            value =
                "What becomes of a list that names a user twice or the one who sent it: `refuse` with"
                    + " 400, or `merge`.",
            byDefault = "refuse")
        Duplicates duplicates,
    @Setting(
            value =
                "Answer the initiator of a conference with invited members at once; else on the first"
                    + " acceptance. Chat rooms are always answered at once.",
            byDefault = "false")
        boolean answerAtOnce,
    @Setting(
            value =
                "Who may dial into a conference that is no group: only those who were invited or"
                    + " referred in and did not leave, or everybody who has its URI. Whoever was"
                    + " removed may not, in any conference, until invited again.",
            byDefault = "false")
        boolean invitedOnly,
    @Setting(
            value =
                "How long a participant may stay whose message connection broke; then it is released"
                    + " with 480. 0s for ever.",
            byDefault = "30s",
            min = "0s",
            max = "1h")
        Duration lostConnection,
    @Setting(
            value = "How long an invited member may ring; 0s for ever.",
            byDefault = "60s",
            min = "0s",
            max = "1h")
        Duration noAnswer,
    @Setting(
            value = "How long nobody may say anything before a conference is ended; 0s for ever.",
            byDefault = "2h",
            min = "0s",
            max = "720h")
        Duration messagesIdle,
    @Setting(value = "Serve MSRP NICKNAME (RFC 7701 7).", byDefault = "true") boolean nicknames,
    @Setting(value = "Carry messages to one participant alone (RFC 7701 6.2).", byDefault = "true")
        boolean privateMessages,
    @Setting(
            value = "Life of a subscription to the conference package that asks for none itself.",
            byDefault = "1h",
            min = "1min",
            max = "24h")
        Duration subscription,
    @Setting(
            value = "Least life of such a subscription; less gets 423.",
            byDefault = "60s",
            min = "1s",
            max = "1h")
        Duration minSubscription,
    @Setting(
            value = "How long an HTTP server may take to hand out a member list.",
            byDefault = "5s",
            min = "100ms",
            max = "1min")
        Duration membersTimeout) {}
