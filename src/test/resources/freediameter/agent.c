/*
 * What makes an agent of freeDiameter besides a relay. "proxy": it advertises the charging
 * applications and not Relay (RFC 6733 2.4), and forwards all the same. "redirect <uri>": it
 * forwards nothing and points to that server (RFC 6733 2.8.3).
 */
#include <freeDiameter/extension.h>

#define CAPABILITIES 257
#define AUTH_APPLICATION_ID 258
#define RELAY 0xffffffff

static char redirect_host[256];

static struct dict_object *avp_model(const char *name) {
  struct dict_object *model = NULL;
  (void)fd_dict_search(fd_g_config->cnf_dict, DICT_AVP, AVP_BY_NAME_ALL_VENDORS, name, &model, ENOENT);
  return model;
}

/* The last chance to change what the daemon says of itself. */
static void sending(enum fd_hook_type type, struct msg *msg, struct peer_hdr *peer, void *other,
                    struct fd_hook_permsgdata *pmd, void *regdata) {
  struct msg_hdr *header = NULL;
  struct avp *avp = NULL;
  if (fd_msg_hdr(msg, &header) != 0 || header->msg_code != CAPABILITIES) return;
  (void)fd_msg_browse(msg, MSG_BRW_FIRST_CHILD, &avp, NULL);
  while (avp != NULL) {
    struct avp *next = NULL;
    struct avp_hdr *about = NULL;
    (void)fd_msg_avp_hdr(avp, &about);
    (void)fd_msg_browse(avp, MSG_BRW_NEXT, &next, NULL);
    if (about->avp_code == AUTH_APPLICATION_ID && about->avp_value != NULL &&
        about->avp_value->u32 == RELAY) {
      (void)fd_msg_free(avp);
    }
    avp = next;
  }
}

static int forwarding(void *data, struct msg **msg) {
  union avp_value value;
  struct avp *avp = NULL;
  CHECK_FCT(fd_msg_new_answer_from_req(fd_g_config->cnf_dict, msg, MSGFL_ANSW_ERROR));
  CHECK_FCT(fd_msg_rescode_set(*msg, "DIAMETER_REDIRECT_INDICATION", NULL, NULL, 1));
  CHECK_FCT(fd_msg_avp_new(avp_model("Redirect-Host"), 0, &avp));
  value.os.data = (uint8_t *)redirect_host;
  value.os.len = strlen(redirect_host);
  CHECK_FCT(fd_msg_avp_setvalue(avp, &value));
  CHECK_FCT(fd_msg_avp_add(*msg, MSG_BRW_LAST_CHILD, avp));
  CHECK_FCT(fd_msg_send(msg, NULL, NULL));
  return 0;
}

static int support(const char *name, int auth, int acct) {
  struct dict_object *application = NULL;
  CHECK_FCT(fd_dict_search(fd_g_config->cnf_dict, DICT_APPLICATION, APPLICATION_BY_NAME, name,
                           &application, ENOENT));
  CHECK_FCT(fd_disp_app_support(application, NULL, auth, acct));
  return 0;
}

static int start(char *what) {
  if (strncmp(what, "redirect ", 9) == 0) {
    struct fd_rt_fwd_hdl *hdl = NULL;
    snprintf(redirect_host, sizeof(redirect_host), "%s", what + 9);
    CHECK_FCT(fd_rt_fwd_register(forwarding, NULL, RT_FWD_REQ, &hdl));
  } else {
    struct fd_hook_hdl *hdl = NULL;
    CHECK_FCT(support("Diameter Base Accounting", 0, 1));
    CHECK_FCT(support("Diameter Credit Control Application", 1, 0));
    CHECK_FCT(fd_hook_register(HOOK_MASK(HOOK_MESSAGE_SENDING), sending, NULL, NULL, &hdl));
  }
  fd_log_notice("AGENT is ready: %s", what);
  return 0;
}

EXTENSION_ENTRY("agent", start, "dict_dcca");
