# The same image for web, worker and beat; compose.yaml says which is which.

FROM node:22-bookworm-slim AS frontend
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 fonts-paratype fonts-dejavu-core gettext \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 mentoring
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=mentoring.settings.base
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=frontend /app/node_modules node_modules
# Collecting needs settings, not servers; the values end with the command.
RUN for po in locale/*/LC_MESSAGES/*.po; do [ ! -e "$po" ] || msgfmt --check-format -o "${po%.po}.mo" "$po"; done \
    && SECRET_KEY=build DATABASE_URL=postgres:///build REDIS_URL=redis://build python manage.py collectstatic --noinput
USER mentoring
EXPOSE 8000
HEALTHCHECK --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'localhost', 'X-Forwarded-Proto': 'https'}))"]
CMD ["gunicorn", "mentoring.wsgi:application", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--preload", "--access-logfile=-", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
