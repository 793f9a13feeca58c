"""Cases aimed at questionnaires: at one that is there, right or broken in small ways."""

from frontdesk.surveys.rules.starting import INSTRUMENTS, instrument

from .breaking import broken

HERE = "/console/api/questionnaires"


def aim_at_questionnaires(case, staff, chance):
    """Whether it was a case of theirs; it then speaks of a questionnaire that there is."""
    if not case.path.startswith(HERE):
        return False
    document = instrument(chance.choice(INSTRUMENTS))
    maybe = document if chance.random() < 0.5 else broken(document, chance, times=2)
    if case.path == HERE:
        if case.method == "POST":
            name = f"q-{chance.randrange(10**9)}"
            case.body = chance.choice(
                [{"id": name, "instrument": document["id"]}, {"id": name, "document": maybe}]
            )
        return True
    name = f"q-{chance.randrange(10**9)}"
    staff.does("POST", "questionnaires", {"id": name, "document": document})
    case.path_parameters["questionnaire_id"] = name
    version = 1
    if case.path.endswith("/document"):
        staff.does("POST", f"questionnaires/{name}/revisions", {"version": version})
        case.query = {"number": "1"}
    elif case.method == "DELETE":
        case.query = {"version": str(version)}
    elif case.method == "PUT":
        case.body = {"document": maybe, "version": version}
    elif case.method == "POST" and case.path.endswith("/revisions"):
        case.body = {"version": version}
    elif case.path.endswith("/trial") and chance.random() < 0.5:
        case.body = {"answers": {"recommend": chance.choice([9, [1, 2], "x", {"n": "1.5"}]), "none": 3}}
    return True
