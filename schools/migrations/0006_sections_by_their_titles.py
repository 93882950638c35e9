"""Sections of the plan and of the final document get the titles that stood in the code."""

from typing import Any

from django.db import migrations

PLAN = {
    "recommendations": (
        "Рекомендации наставника по вопросам, связанным с исполнением должностных обязанностей"
    ),
    "help": (
        "Методическая и практическая помощь в приобретении навыков для выполнения "
        "должностных обязанностей"
    ),
    "needs": "Анализ потребностей",
    "strengths": "Сильные и слабые стороны",
    "goals": "Цели и задачи",
    "results": "Планируемые результаты",
    "facts": "Оценка фактических результатов",
    "corrections": "Корректировки",
}
FINAL = {
    "feedback": {
        "studied": (
            "4. Информация о результатах наставничества: "
            "а) наставляемый изучил следующий перечень вопросов"
        ),
        "tasks_done": "б) наставляемый выполнил следующие задания, данные наставником",
        "qualities": "в) оценка профессиональных и личностных качеств наставляемого",
        "shortcomings": "г) наставляемому следует устранить следующие недостатки",
        "to_study": "д) наставляемому следует дополнительно изучить следующие вопросы",
        "potential": (
            "5. Определение потенциала наставляемого и рекомендации по его "
            "профессиональному развитию"
        ),
        "extra": ("6. Дополнительная информация о наставляемом (представляется при необходимости)"),
    },
    "report": {
        "work_done": "Проделанная работа",
        "proposals": "Предложения",
        "conclusions": "Выводы",
    },
}


def items(titles: dict[str, str]) -> list[dict[str, str]]:
    return [{"code": code, "title": title} for code, title in titles.items()]


def forwards(apps: Any, schema_editor: Any) -> None:
    for regulation in apps.get_model("schools", "Regulation").objects.all():
        rules = regulation.rules
        if entry := rules.get("plan.sections"):
            entry["value"] = items({code: PLAN[code] for code in entry["value"]})
        document = rules.get("final.document", {})
        if titles := FINAL.get(document.get("value", "")):
            rules["final.sections"] = {**document, "value": items(titles)}
        regulation.save(update_fields=["rules"])


def backwards(apps: Any, schema_editor: Any) -> None:
    for regulation in apps.get_model("schools", "Regulation").objects.all():
        rules = regulation.rules
        rules.pop("final.sections", None)
        if entry := rules.get("plan.sections"):
            codes = [item["code"] for item in entry["value"] if item["code"] in PLAN]
            if codes:
                entry["value"] = codes
            else:
                del rules["plan.sections"]
        regulation.save(update_fields=["rules"])


class Migration(migrations.Migration):
    dependencies = [("schools", "0005_proof_in_the_database")]

    operations = [migrations.RunPython(forwards, backwards)]
