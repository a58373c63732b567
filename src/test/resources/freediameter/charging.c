/*
 * A charging system of few words for freeDiameter: it answers ACR and CCR with success, after
 * freeDiameter has held them against its dictionaries, and says when it is told to. After an
 * INITIAL it sends a RAR, after an UPDATE an ASR.
 */
#include <freeDiameter/extension.h>

#define ACCOUNTING 271
#define CREDIT_CONTROL 272
#define INITIAL 1
#define UPDATE 2
#define EVENT 4

static struct dict_object *avp_model(const char *name) {
  struct dict_object *model = NULL;
  (void)fd_dict_search(fd_g_config->cnf_dict, DICT_AVP, AVP_BY_NAME_ALL_VENDORS, name, &model, ENOENT);
  return model;
}

static struct avp *add(msg_or_avp *parent, const char *name, union avp_value *value) {
  struct avp *avp = NULL;
  if (fd_msg_avp_new(avp_model(name), 0, &avp) != 0) return NULL;
  if (value != NULL && fd_msg_avp_setvalue(avp, value) != 0) return NULL;
  (void)fd_msg_avp_add(parent, MSG_BRW_LAST_CHILD, avp);
  return avp;
}

static void add_u32(msg_or_avp *parent, const char *name, uint32_t number) {
  union avp_value value;
  value.u32 = number;
  (void)add(parent, name, &value);
}

static void add_text(msg_or_avp *parent, const char *name, const uint8_t *data, size_t length) {
  union avp_value value;
  value.os.data = (uint8_t *)data;
  value.os.len = length;
  (void)add(parent, name, &value);
}

/* The first AVP of that code directly inside the parent. */
static struct avp *find(msg_or_avp *parent, uint32_t code) {
  struct avp *avp = NULL;
  struct avp_hdr *header = NULL;
  (void)fd_msg_browse(parent, MSG_BRW_FIRST_CHILD, &avp, NULL);
  while (avp != NULL) {
    (void)fd_msg_avp_hdr(avp, &header);
    if (header->avp_code == code) return avp;
    (void)fd_msg_browse(avp, MSG_BRW_NEXT, &avp, NULL);
  }
  return NULL;
}

static uint32_t number_of(msg_or_avp *parent, uint32_t code, uint32_t absent) {
  struct avp_hdr *header = NULL;
  struct avp *avp = find(parent, code);
  if (avp == NULL) return absent;
  (void)fd_msg_avp_hdr(avp, &header);
  return header->avp_value == NULL ? absent : header->avp_value->u32;
}

static void copy_text(struct msg *from, uint32_t code, msg_or_avp *to, const char *name) {
  struct avp_hdr *header = NULL;
  struct avp *avp = find(from, code);
  if (avp == NULL) return;
  (void)fd_msg_avp_hdr(avp, &header);
  add_text(to, name, header->avp_value->os.data, header->avp_value->os.len);
}

/* Ten units for each rating group that asks. */
static void grant(struct msg *request, struct msg *answer) {
  struct avp *avp = NULL;
  struct avp_hdr *header = NULL;
  (void)fd_msg_browse(request, MSG_BRW_FIRST_CHILD, &avp, NULL);
  while (avp != NULL) {
    (void)fd_msg_avp_hdr(avp, &header);
    if (header->avp_code == 456) {
      struct avp *services = add(answer, "Multiple-Services-Credit-Control", NULL);
      if (find(avp, 437) != NULL) {
        union avp_value ten;
        struct avp *granted = add(services, "Granted-Service-Unit", NULL);
        ten.u64 = 10;
        (void)add(granted, "CC-Service-Specific-Units", &ten);
      }
      if (find(avp, 432) != NULL) add_u32(services, "Rating-Group", number_of(avp, 432, 0));
      add_u32(services, "Result-Code", 2001);
    }
    (void)fd_msg_browse(avp, MSG_BRW_NEXT, &avp, NULL);
  }
}

static void answered(void *command, struct msg **answer) {
  fd_log_notice("CHARGING %s answered with %u", (char *)command, number_of(*answer, 268, 0));
  (void)fd_msg_free(*answer);
  *answer = NULL;
}

static void ask(struct msg *ccr, const char *command) {
  struct dict_object *model = NULL;
  struct msg *request = NULL;
  struct msg_hdr *header = NULL;
  (void)fd_dict_search(fd_g_config->cnf_dict, DICT_COMMAND, CMD_BY_NAME, command, &model, ENOENT);
  if (fd_msg_new(model, MSGFL_ALLOC_ETEID, &request) != 0) {
    fd_log_error("CHARGING cannot make a %s", command);
    return;
  }
  (void)fd_msg_hdr(request, &header);
  header->msg_appl = 4;
  copy_text(ccr, 263, request, "Session-Id");
  (void)fd_msg_add_origin(request, 0);
  copy_text(ccr, 296, request, "Destination-Realm");
  copy_text(ccr, 264, request, "Destination-Host");
  add_u32(request, "Auth-Application-Id", 4);
  if (header->msg_code == 258) add_u32(request, "Re-Auth-Request-Type", 0);
  (void)fd_msg_send(&request, answered, (void *)command);
}

static int serve(struct msg **msg, struct avp *avp, struct session *session, void *opaque,
                 enum disp_action *action) {
  struct msg *request = *msg;
  struct msg *answer = NULL;
  struct msg_hdr *header = NULL;
  uint32_t type, number, command;

  (void)fd_msg_hdr(request, &header);
  if (!(header->msg_flags & CMD_FLAG_REQUEST)) return 0;
  command = header->msg_code;
  type = number_of(request, command == ACCOUNTING ? 480 : 416, 0);
  number = number_of(request, command == ACCOUNTING ? 485 : 415, 0);

  CHECK_FCT(fd_msg_new_answer_from_req(fd_g_config->cnf_dict, msg, 0));
  answer = *msg;
  CHECK_FCT(fd_msg_rescode_set(answer, "DIAMETER_SUCCESS", NULL, NULL, 1));
  if (command == ACCOUNTING) {
    add_u32(answer, "Accounting-Record-Type", type);
    add_u32(answer, "Accounting-Record-Number", number);
    add_u32(answer, "Acct-Application-Id", 3);
  } else {
    add_u32(answer, "Auth-Application-Id", 4);
    add_u32(answer, "CC-Request-Type", type);
    add_u32(answer, "CC-Request-Number", number);
    grant(request, answer);
  }
  if (command == CREDIT_CONTROL && type == INITIAL) ask(request, "Re-Auth-Request");
  if (command == CREDIT_CONTROL && type == UPDATE) ask(request, "Abort-Session-Request");
  fd_log_notice("CHARGING took command %u type %u number %u", command, type, number);
  CHECK_FCT(fd_msg_send(msg, NULL, NULL));
  *action = DISP_ACT_CONT;
  return 0;
}

static int take(const char *application, const char *command, int auth, int acct) {
  struct disp_when when;
  memset(&when, 0, sizeof(when));
  CHECK_FCT(fd_dict_search(fd_g_config->cnf_dict, DICT_APPLICATION, APPLICATION_BY_NAME, application,
                           &when.app, ENOENT));
  CHECK_FCT(fd_dict_search(fd_g_config->cnf_dict, DICT_COMMAND, CMD_BY_NAME, command, &when.command,
                           ENOENT));
  CHECK_FCT(fd_disp_app_support(when.app, NULL, auth, acct));
  CHECK_FCT(fd_disp_register(serve, DISP_HOW_CC, &when, NULL, NULL));
  return 0;
}

/* Reason-Header (TS 32.299 7.2.157A) is younger than Debian's dictionary. */
static int teach_reason_header(void) {
  struct dict_object *known = NULL;
  struct dict_object *type = NULL;
  struct dict_avp_request which = {10415, 3401, NULL};
  struct dict_avp_data data = {3401, 10415, "Reason-Header", AVP_FLAG_VENDOR | AVP_FLAG_MANDATORY,
                               AVP_FLAG_VENDOR | AVP_FLAG_MANDATORY, AVP_TYPE_OCTETSTRING};
  (void)fd_dict_search(fd_g_config->cnf_dict, DICT_AVP, AVP_BY_CODE_AND_VENDOR, &which, &known, 0);
  if (known != NULL) return 0;
  CHECK_FCT(fd_dict_search(fd_g_config->cnf_dict, DICT_TYPE, TYPE_BY_NAME, "UTF8String", &type,
                           ENOENT));
  CHECK_FCT(fd_dict_new(fd_g_config->cnf_dict, DICT_AVP, &data, type, NULL));
  return 0;
}

static int start(char *file) {
  CHECK_FCT(teach_reason_header());
  CHECK_FCT(take("Diameter Base Accounting", "Accounting-Request", 0, 1));
  CHECK_FCT(take("Diameter Credit Control Application", "Credit-Control-Request", 1, 0));
  fd_log_notice("CHARGING is ready");
  return 0;
}

EXTENSION_ENTRY("charging", start, "dict_dcca_3gpp");
